import { resolve } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

export interface RepositoriesBackendConfig {
  seed: string[];
  author: { name: string; email: string };
  transfers: { maxPushBytes: number; timeoutMs: number; concurrent: number };
}

const schema = z.object({
  seed: z.array(z.string().min(1)).default([]),
  author: z
    .strictObject({ name: z.string().min(1), email: z.string().min(1) })
    .default({ name: 'Stagedoor', email: 'stagedoor@localhost' }),
  maximumPushMegabytes: z.number().positive().max(16_384).default(256),
  concurrentTransfers: z.number().int().min(1).max(1_000).default(16),
});

const defaultTimeoutMs = 10 * 60 * 1000;

/** Reads the configuration of the backend; what is wrong with it stops the start, naming the key. */
export function readRepositoriesBackendConfig(
  config: RootConfigService,
): RepositoriesBackendConfig {
  const section = config.getOptionalConfig('repositories');
  const result = schema.safeParse(section?.get() ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    const key = ['repositories', ...issue.path.map(String)].join('.');
    throw new InputError(`${key}: ${issue.message}`);
  }
  const { data } = result;
  return {
    seed: data.seed.map(folder => resolve(folder)),
    author: data.author,
    transfers: {
      maxPushBytes: data.maximumPushMegabytes * 1024 * 1024,
      concurrent: data.concurrentTransfers,
      timeoutMs: readTimeout(config),
    },
  };
}

function readTimeout(config: RootConfigService): number {
  const key = 'repositories.transferTimeout';
  if (!config.has(key)) {
    return defaultTimeoutMs;
  }
  try {
    return durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}
