import { z } from 'zod';

// All but tabs and line feeds.
const controlCharacters = /[^\P{Cc}\t\n]/u;

/** A line for the shell of the build or of a host. */
export const commandSchema = z
  .string({ error: 'must be a command' })
  .min(1, 'must not be empty')
  .max(8192)
  .refine(text => !controlCharacters.test(text), {
    error: 'must not contain control characters',
  });

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A time such as `30s`, `5m` or `1h`. */
export const durationSchema = z
  .string({ error: 'must be a time, such as 30s, 5m or 1h' })
  .regex(/^[1-9]\d{0,5}(?:ms|s|m|h)$/, 'must be a time, such as 30s, 5m or 1h')
  .refine(text => parseDuration(text) <= 24 * units.h, {
    error: 'must not be longer than 24h',
  });

/**
 * Reads a time such as `30s`.
 *
 * @returns milliseconds
 * @public
 */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  return Number(number) * units[unit as keyof typeof units];
}

/** A number of hosts, or a share of all of them. */
export const batchSchema = z
  .union([z.number(), z.string()])
  .refine(
    size =>
      typeof size === 'number'
        ? Number.isInteger(size) && size >= 1 && size <= 500
        : /^(?:[1-9]\d?|100)%$/.test(size),
    { error: 'must be a number of hosts, or a share such as 50%' },
  );

export const variableNameSchema = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]{0,99}$/,
    'must be upper-case letters, digits and underscores',
  )
  .refine(name => !name.startsWith('STAGEDOOR_'), {
    error: 'must not begin with STAGEDOOR_, which the platform sets',
  });

function isClean(path: string): boolean {
  return path
    .split('/')
    .every(part => part !== '' && part !== '.' && part !== '..');
}

/** A path below some folder, which it cannot leave. */
export const relativePathSchema = z
  .string()
  .max(500)
  .regex(
    /^[A-Za-z0-9_.@+][\w.@+/-]*$/,
    'must be a path below the folder: letters, digits and . _ - @ + /, not starting with / or -',
  )
  .refine(isClean, { error: "must not contain '..', '.' or '//'" });

/** The folder of a service on a host. Never the root or a folder right below it. */
export const hostPathSchema = z
  .string({ error: 'must be an absolute path, such as /srv/shop' })
  .max(500)
  .regex(
    /^(?:\/[A-Za-z0-9_.@+][\w.@+-]*){2,}$/,
    'must be an absolute path of at least two folders, such as /srv/shop',
  )
  .refine(path => isClean(path.slice(1)), {
    error: "must not contain '..', '.' or '//'",
  });

/** A pattern over paths of the build's folder, as minimatch reads it. */
export const globSchema = z
  .string()
  .min(1)
  .max(300)
  .refine(glob => !glob.startsWith('/') && !glob.split('/').includes('..'), {
    error: 'must stay inside the folder of the build',
  });
