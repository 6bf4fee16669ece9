import { isAbsolute, join } from 'node:path';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, NotAllowedError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readRemoteProtocol, Remote } from '@stagedoor/git';
import { z } from 'zod';

/** Which repositories elsewhere may be copied, and how. */
export interface SourcesConfig {
  /** Where the copies are kept. */
  directory: string;
  remotes: readonly Remote[];
  localSources: boolean;
  maxBytes: number;
  timeoutMs: number;
}

const sourceSchema = z.strictObject({
  url: z.string().min(1),
  credentials: z
    .strictObject({
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
});

const defaultMaxBytes = 4 * 1024 ** 3;
const defaultTimeoutMs = 10 * 60 * 1000;

/** Reads the configuration of sources; what is wrong with it stops the start, naming the key. */
export function readSourcesConfig(config: RootConfigService): SourcesConfig {
  const dataDirectory = config.getString('stagedoor.dataDirectory');
  if (!isAbsolute(dataDirectory)) {
    throw new InputError(
      `stagedoor.dataDirectory must be an absolute path, got '${dataDirectory}'`,
    );
  }
  const sources = config.getOptionalConfigArray('releases.sources') ?? [];
  const limits = 'releases.sourceLimits';
  const maxBytes =
    config.getOptionalNumber(`${limits}.maxBytes`) ?? defaultMaxBytes;
  if (!Number.isInteger(maxBytes) || maxBytes < 1) {
    throw new InputError(`${limits}.maxBytes: must be a number of bytes`);
  }
  return {
    directory: join(dataDirectory, 'releases', 'sources'),
    remotes: sources.map((source, index) =>
      readRemote(source.get(), `releases.sources[${index}]`),
    ),
    localSources: config.getOptionalBoolean('releases.localSources') ?? false,
    maxBytes,
    timeoutMs: config.has(`${limits}.timeout`)
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: `${limits}.timeout` }),
        )
      : defaultTimeoutMs,
  };
}

function readRemote(value: unknown, key: string): Remote {
  const result = sourceSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${[key, ...issue.path.map(String)].join('.')}: ${issue.message}`,
    );
  }
  const { url, credentials } = result.data;
  const protocol = readProtocol(url, `${key}.url`);
  if (protocol === 'file') {
    throw new InputError(
      `${key}.url: paths of this machine are allowed by releases.localSources, not here`,
    );
  }
  if (credentials && protocol !== 'https') {
    throw new InputError(
      `${key}.credentials: can only be used with an https URL; they would travel unprotected`,
    );
  }
  return { url, credentials };
}

function readProtocol(url: string, key: string) {
  try {
    return readRemoteProtocol(url);
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}

/**
 * Tells how a URL that a pipeline names may be reached.
 *
 * @throws NotAllowedError if the configuration does not allow it
 */
export function findRemote(config: SourcesConfig, url: string): Remote {
  if (readRemoteProtocol(url) === 'file') {
    if (!config.localSources) {
      throw new NotAllowedError(
        `The source '${url}' is a path of the platform's machine, which releases.localSources does not allow`,
      );
    }
    return { url };
  }
  // Dots would lead from a place that is allowed to one that is not.
  const isPlain = !/(?:^|[/\\]|%2f)(?:\.|%2e){1,2}(?:[/\\]|%2f|$)/i.test(url);
  const allowed = config.remotes
    .filter(
      remote =>
        remote.url === url ||
        (isPlain && remote.url.endsWith('/') && url.startsWith(remote.url)),
    )
    .sort((a, b) => b.url.length - a.url.length)[0];
  if (!allowed) {
    throw new NotAllowedError(
      `The source '${url}' may not be used; a platform engineer can allow it in releases.sources`,
    );
  }
  return { url, credentials: allowed.credentials };
}
