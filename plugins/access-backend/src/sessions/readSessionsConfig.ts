import { RootConfigService } from '@backstage/backend-plugin-api';
import { readTypedConfig } from '@stagedoor/typed-config';
import path from 'node:path';
import { z } from 'zod';
import { HostOverride } from './SessionStarter';

const recordingsSchema = z.strictObject({
  folder: z
    .string()
    .refine(folder => path.isAbsolute(folder), 'must be an absolute path')
    .optional(),
  maxBytes: z
    .number()
    .int()
    .min(65_536)
    .max(2 ** 40)
    .default(500 * 1024 * 1024),
});

const demonstrationSchema = z.strictObject({
  hosts: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/),
      z.strictObject({
        address: z
          .string()
          .regex(/^[^\s:]+:\d{1,5}$/, 'must be host:port')
          .optional(),
        user: z
          .string()
          .regex(/^[A-Za-z_][\w.-]{0,63}$/)
          .optional(),
      }),
    )
    .default({}),
});

/** What sessions are told by the configuration. */
export interface SessionsConfig {
  /** Where recordings lie. */
  directory: string;
  /** How long one may become. */
  maxBytes: number;
  hosts: Readonly<Record<string, HostOverride>>;
}

/**
 * Reads `access.recordings` and `access.demonstration`; what is wrong with them stops the start, naming the key.
 *
 * @throws InputError
 */
export function readSessionsConfig(config: RootConfigService): SessionsConfig {
  const { folder, maxBytes } = readTypedConfig(
    config,
    'access.recordings',
    recordingsSchema,
  );
  const { hosts } = readTypedConfig(
    config,
    'access.demonstration',
    demonstrationSchema,
  );
  return {
    directory:
      folder ??
      path.join(config.getString('stagedoor.dataDirectory'), 'recordings'),
    maxBytes,
    hosts,
  };
}
