import { isAbsolute } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { assertRef, readRemoteProtocol, Remote } from '@stagedoor/git';
import { repositoryNameSchema } from '@stagedoor/plugin-repositories-common';
import { z } from 'zod';

/** A repository elsewhere of which a copy is kept. */
export interface MirrorConfig extends Remote {
  name: string;
  branch?: string;
  refreshMs: number;
}

export interface RepositoriesConfig {
  dataDirectory: string;
  appBaseUrl: string;
  backendBaseUrl: string;
  mirrors: ReadonlyMap<string, MirrorConfig>;
}

const mirrorSchema = z.strictObject({
  name: repositoryNameSchema,
  url: z.string().min(1),
  branch: z.string().min(1).optional(),
  refresh: z.unknown().optional(),
  credentials: z
    .strictObject({
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
});

const defaultRefreshMs = 5 * 60 * 1000;
const minimalRefreshMs = 1000;

/** Reads the configuration of repositories; what is wrong with it stops the start, naming the key. */
export function readRepositoriesConfig(
  config: RootConfigService,
): RepositoriesConfig {
  const dataDirectory = config.getString('stagedoor.dataDirectory');
  if (!isAbsolute(dataDirectory)) {
    throw new InputError(
      `stagedoor.dataDirectory must be an absolute path, got '${dataDirectory}'`,
    );
  }
  const mirrors = new Map<string, MirrorConfig>();
  const configs = config.getOptionalConfigArray('repositories.mirrors') ?? [];
  configs.forEach((item, index) => {
    const key = `repositories.mirrors[${index}]`;
    const mirror = readMirror(item, key);
    if (mirrors.has(mirror.name)) {
      throw new InputError(`${key}.name: '${mirror.name}' is already used`);
    }
    mirrors.set(mirror.name, mirror);
  });
  return {
    dataDirectory,
    appBaseUrl: config.getString('app.baseUrl'),
    backendBaseUrl: config.getString('backend.baseUrl'),
    mirrors,
  };
}

function readMirror(config: Config, key: string): MirrorConfig {
  const result = mirrorSchema.safeParse(config.get());
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${[key, ...issue.path.map(String)].join('.')}: ${issue.message}`,
    );
  }
  const { name, url, branch, credentials } = result.data;
  const protocol = named(`${key}.url`, () => readRemoteProtocol(url));
  if (branch) {
    named(`${key}.branch`, () => assertRef(branch));
  }
  if (credentials && protocol !== 'https') {
    throw new InputError(
      `${key}.credentials: can only be used with an https URL; they would travel unprotected`,
    );
  }
  const refreshMs = config.has('refresh')
    ? named(`${key}.refresh`, () =>
        durationToMilliseconds(
          readDurationFromConfig(config, { key: 'refresh' }),
        ),
      )
    : defaultRefreshMs;
  if (refreshMs < minimalRefreshMs) {
    throw new InputError(`${key}.refresh: must be at least one second`);
  }
  return { name, url, branch, credentials, refreshMs };
}

function named<T>(key: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}
