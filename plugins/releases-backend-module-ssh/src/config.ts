import { isAbsolute, join } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

/** What the operator decides about the built-in engine. */
export interface SshEngineConfig {
  dataDirectory: string;
  localHosts: { enabled: boolean; path: readonly string[] };
  /**
   * `access`: a new key for every login, with a certificate of the access plugin. Where it is left open, certificates are
   * tried first, if there are any.
   */
  credentials?: 'files' | 'access';
  identityFile?: string;
  certificateFile?: string;
  knownHostsFile: string;
  connectTimeoutMs: number;
  /** Comes before the command of a build; `{workspace}` in it is the folder that the build may write to. */
  buildSandbox: readonly string[];
  buildOutputLimit: number;
  /** How many hosts of one batch are worked on at a time. */
  parallelHosts: number;
}

const absolute = z
  .string()
  .refine(isAbsolute, { error: 'must be an absolute path' });

const schema = z.strictObject({
  localHosts: z
    .strictObject({
      enabled: z.boolean().default(false),
      path: z.array(absolute).default([]),
    })
    .default({ enabled: false, path: [] }),
  credentials: z.enum(['files', 'access']).optional(),
  identityFile: absolute.optional(),
  certificateFile: absolute.optional(),
  knownHostsFile: absolute.optional(),
  connectTimeout: z.unknown().optional(),
  buildSandbox: z.array(z.string().min(1)).default([]),
  buildOutputLimit: z
    .number()
    .int()
    .min(1024)
    .default(100 * 1024 * 1024),
  parallelHosts: z.number().int().min(1).max(100).default(20),
});

const defaultConnectTimeoutMs = 10_000;
const section = 'releases.ssh';

/** Reads the configuration of the engine; what is wrong with it stops the start, naming the key. */
export function readSshEngineConfig(
  config: RootConfigService,
): SshEngineConfig {
  const dataDirectory = config.getString('stagedoor.dataDirectory');
  if (!isAbsolute(dataDirectory)) {
    throw new InputError(
      `stagedoor.dataDirectory must be an absolute path, got '${dataDirectory}'`,
    );
  }
  const result = schema.safeParse(config.getOptional(section) ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    const key = [section, ...issue.path.map(String)].join('.');
    throw new InputError(`${key}: ${issue.message}`);
  }
  const { connectTimeout: _, knownHostsFile, ...rest } = result.data;
  const isEvaluation =
    config.getOptionalString('stagedoor.mode') === 'evaluation';
  if (rest.localHosts.enabled && !isEvaluation) {
    throw new InputError(
      `${section}.localHosts.enabled: must not be true unless stagedoor.mode is evaluation; a pipeline could run commands as the platform itself`,
    );
  }
  if (rest.certificateFile && !rest.identityFile) {
    throw new InputError(
      `${section}.certificateFile: needs ${section}.identityFile, the key that it certifies`,
    );
  }
  if (rest.credentials === 'access' && rest.identityFile) {
    throw new InputError(
      `${section}.identityFile: must be absent if ${section}.credentials is access, which makes a key for every login`,
    );
  }
  return {
    ...rest,
    dataDirectory,
    knownHostsFile: knownHostsFile ?? join(dataDirectory, 'known_hosts'),
    connectTimeoutMs: readConnectTimeout(config),
  };
}

function readConnectTimeout(config: RootConfigService): number {
  const key = `${section}.connectTimeout`;
  if (!config.has(key)) {
    return defaultConnectTimeoutMs;
  }
  try {
    const timeoutMs = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
    if (timeoutMs < 1000 || timeoutMs > 120_000) {
      throw new InputError('must be between 1 second and 2 minutes');
    }
    return timeoutMs;
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}
