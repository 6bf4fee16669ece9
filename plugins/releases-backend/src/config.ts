import { RootConfigService } from '@backstage/backend-plugin-api';
import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';
import { canonicalRef } from './policy/entityRefs';

const dayMs = 24 * 60 * 60 * 1000;

const durationSchema = z.json().transform((value, context) => {
  try {
    return durationToMilliseconds(
      readDurationFromConfig(new ConfigReader({ value }), { key: 'value' }),
    );
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `must be a time such as '24h' or { hours: 24 }: ${toError(error).message}`,
    });
    return z.NEVER;
  }
});

const refSchema = (allowOwner: boolean) =>
  z.string().transform((text, context) => {
    if (allowOwner && text === 'owner') {
      return text;
    }
    if (/^(user|group):/i.test(text)) {
      try {
        return canonicalRef(text, '');
      } catch {
        // The one message below says it all.
      }
    }
    context.addIssue({
      code: 'custom',
      message: `'${text}' must be a user or a group${allowOwner ? ", or 'owner'" : ''}; write for example group:default/sre`,
    });
    return z.NEVER;
  });

const approvalsSchema = z.strictObject({
  count: z.number().int().min(1).max(20),
  from: z.array(refSchema(true)).min(1).max(50),
  expireAfter: durationSchema
    .pipe(
      z
        .number()
        .min(60_000, 'must be a minute or more')
        .max(90 * dayMs),
    )
    .default(dayMs),
  forRollback: z.boolean().default(false),
});

const environmentSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
        "must be lower-case letters, digits and '-'",
      ),
    title: z.string().min(1).max(100).optional(),
    owner: refSchema(false).optional(),
    approvals: approvalsSchema.optional(),
    whenBusy: z.enum(['queue', 'supersede', 'refuse']).default('queue'),
  })
  .transform(environment => ({
    ...environment,
    title: environment.title ?? environment.name,
  }));

const schema = z.strictObject({
  environments: z
    .array(environmentSchema)
    .max(50)
    .default([])
    .superRefine((environments, context) =>
      environments.forEach(({ name }, index) => {
        if (environments.findIndex(other => other.name === name) < index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `'${name}' is listed twice`,
          });
        }
      }),
    ),
  secrets: z
    .record(z.string().min(1).max(100), z.string().min(1).max(65_536))
    .default({}),
  workers: z
    .strictObject({
      concurrency: z.number().int().min(0).max(100).default(2),
      lease: z
        .strictObject({ seconds: z.number().int().min(3).max(600).default(15) })
        .default({ seconds: 15 }),
    })
    .default({ concurrency: 2, lease: { seconds: 15 } }),
  log: z
    .strictObject({
      maxBytes: z
        .number()
        .int()
        .min(65_536)
        .max(2 ** 31 - 1)
        .default(200 * 1024 * 1024),
    })
    .default({ maxBytes: 200 * 1024 * 1024 }),
  packages: z
    .strictObject({ keep: z.number().int().min(1).max(10_000).default(20) })
    .default({ keep: 20 }),
  // Read by whoever they are for.
  ssh: z.unknown().optional(),
  sources: z.unknown().optional(),
  sourceLimits: z.unknown().optional(),
  localSources: z.unknown().optional(),
});

/** How releases are meant to go on this platform. */
export type ReleasesConfig = z.output<typeof schema>;

/** A stage of delivery with its policy. */
export type EnvironmentPolicy = z.output<typeof environmentSchema>;

/**
 * Reads `releases`; what is wrong with it stops the start, naming the key.
 *
 * @throws InputError
 */
export function readReleasesConfig(config: RootConfigService): ReleasesConfig {
  const result = schema.safeParse(config.getOptional('releases') ?? {});
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(issue => `${formatKey(issue.path)}: ${issue.message}`)
        .join('; '),
    );
  }
  return result.data;
}

function formatKey(path: PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    'releases',
  );
}
