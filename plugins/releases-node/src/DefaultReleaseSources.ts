import { createHash } from 'node:crypto';
import { mkdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { fetchMirror, resolveCommit } from '@stagedoor/git';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import { ReleaseSource, ReleaseSources } from './ReleaseSources';
import { findRemote, SourcesConfig } from './sourcesConfig';

const defaultMaxAgeMs = 10_000;
/** After a failure the copy is served as it is for this long, so that a host that is down does not slow every page. */
const retryAfterMs = 5_000;
/** So young a copy is not fetched again even when it lacks a commit: that commit does not exist. */
const certainForMs = 1_000;

/** A copy of a repository that may have to be fetched again. */
interface Copy {
  /** Unique among all copies. */
  key: string;
  /** For messages. */
  name: string;
  gitDir: string;
  fetch(): Promise<void>;
  /** When it was last fetched; undefined as long as there is none. */
  readFetchedAt(): Promise<Date | undefined>;
}

/**
 * Sources from the repositories of this installation, and from copies of others in the data folder.
 */
export class DefaultReleaseSources implements ReleaseSources {
  readonly #config: SourcesConfig;
  readonly #repositories: RepositoriesService;
  readonly #logger: LoggerService;
  /** One fetch at a time for each copy; whoever comes meanwhile waits for the same one. */
  readonly #fetches = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, { at: number; error: Error }>();

  constructor(options: {
    config: SourcesConfig;
    repositories: RepositoriesService;
    logger: LoggerService;
  }) {
    this.#config = options.config;
    this.#repositories = options.repositories;
    this.#logger = options.logger;
  }

  async locate(
    source: ReleaseSource,
    options: {
      maxAgeMs?: number;
      commit?: string;
      signal?: AbortSignal;
    } = {},
  ) {
    const copy = await this.#find(source);
    if (typeof copy === 'string') {
      return { gitDir: copy, fetchedAt: new Date().toISOString() };
    }
    await waitFor(this.#renew(copy, options), options.signal);
    const fetchedAt = (await copy.readFetchedAt()) ?? new Date(0);
    return { gitDir: copy.gitDir, fetchedAt: fetchedAt.toISOString() };
  }

  /** The repository itself if it is stored here, and otherwise the copy of it. */
  async #find(source: ReleaseSource): Promise<string | Copy> {
    const { repository, git } = source;
    if (repository !== undefined) {
      return this.#repositories
        .listMirrors()
        .some(mirror => mirror.name === repository)
        ? this.#describeMirror(repository)
        : this.#locateStored(repository);
    }
    if (git !== undefined) {
      return this.#describeCopy(git);
    }
    throw new InputError('A source must have one of repository and git');
  }

  async #locateStored(name: string): Promise<string> {
    const gitDir = await this.#repositories.locate(name);
    if (gitDir === undefined) {
      throw new NotFoundError(`There is no repository named '${name}'`);
    }
    return gitDir;
  }

  async #describeMirror(name: string): Promise<Copy> {
    const readFetchedAt = async () => {
      const { mirror } = (await this.#repositories.find(name)) ?? {};
      return mirror?.fetchedAt ? new Date(mirror.fetchedAt) : undefined;
    };
    if (!(await readFetchedAt())) {
      await this.#fetchOnce(`mirror:${name}`, async () =>
        this.#repositories.refreshMirror(name),
      ).catch(error => {
        throw unreachable(`the mirror '${name}'`, error);
      });
    }
    return {
      key: `mirror:${name}`,
      name: `the mirror '${name}'`,
      gitDir: await this.#locateStored(name),
      fetch: async () => this.#repositories.refreshMirror(name),
      readFetchedAt,
    };
  }

  #describeCopy(url: string): Copy {
    const { directory, maxBytes, timeoutMs } = this.#config;
    const remote = findRemote(this.#config, url);
    const digest = createHash('sha256').update(url).digest('hex');
    const gitDir = join(directory, `${digest}.git`);
    const head = join(gitDir, 'HEAD');
    return {
      key: gitDir,
      name: `'${url}'`,
      gitDir,
      fetch: async () => {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await fetchMirror(gitDir, remote, { maxBytes, timeoutMs });
        const now = new Date();
        await utimes(head, now, now);
      },
      readFetchedAt: async () =>
        stat(head).then(
          ({ mtime }) => mtime,
          () => undefined,
        ),
    };
  }

  async #renew(
    copy: Copy,
    options: { maxAgeMs?: number; commit?: string },
  ): Promise<void> {
    const fetchedAt = await copy.readFetchedAt();
    const { commit, maxAgeMs = defaultMaxAgeMs } = options;
    const age = fetchedAt ? Date.now() - fetchedAt.getTime() : Infinity;
    const lacks =
      commit !== undefined &&
      age > certainForMs &&
      (!fetchedAt ||
        !(await resolveCommit(copy.gitDir, commit, { kinds: ['commit'] })));
    if (age <= maxAgeMs && !lacks) {
      return;
    }
    const failure = this.#failures.get(copy.key);
    const isRecent = failure && Date.now() - failure.at < retryAfterMs;
    if (isRecent && fetchedAt && !lacks) {
      return;
    }
    try {
      if (isRecent) {
        throw failure.error;
      }
      await this.#fetchOnce(copy.key, copy.fetch);
    } catch (error) {
      if (!fetchedAt || lacks) {
        throw unreachable(copy.name, error);
      }
      this.#logger.warn(
        `Could not fetch ${copy.name}; what was fetched at ${fetchedAt.toISOString()} is used: ${toError(error).message}`,
      );
    }
  }

  async #fetchOnce(key: string, fetch: () => Promise<void>): Promise<void> {
    const running = this.#fetches.get(key);
    if (running) {
      return running;
    }
    // Not bound to whoever asked first: others wait for it too.
    const started = fetch()
      .then(
        () => {
          this.#failures.delete(key);
        },
        error => {
          this.#failures.set(key, { at: Date.now(), error: toError(error) });
          throw error;
        },
      )
      .finally(() => this.#fetches.delete(key));
    this.#fetches.set(key, started);
    return started;
  }
}

function unreachable(name: string, error: unknown): Error {
  return new ServiceUnavailableError(
    `The repository ${name} cannot be fetched: ${toError(error).message}`,
  );
}

async function waitFor<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) {
    return work;
  }
  // Somebody else may still wait for the work when this one no longer does.
  work.catch(() => {});
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  return Promise.race([work, aborted]).finally(() =>
    signal.removeEventListener('abort', onAbort),
  );
}
