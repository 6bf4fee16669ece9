import { resolve } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { durationSchema, readTypedConfig } from '@stagedoor/typed-config';
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
  transferTimeout: durationSchema.default(10 * 60 * 1000),
});

/** Reads the configuration of the backend; what is wrong with it stops the start, naming the key. */
export function readRepositoriesBackendConfig(
  config: RootConfigService,
): RepositoriesBackendConfig {
  const data = readTypedConfig(config, 'repositories', schema);
  return {
    seed: data.seed.map(folder => resolve(folder)),
    author: data.author,
    transfers: {
      maxPushBytes: data.maximumPushMegabytes * 1024 * 1024,
      concurrent: data.concurrentTransfers,
      timeoutMs: data.transferTimeout,
    },
  };
}
