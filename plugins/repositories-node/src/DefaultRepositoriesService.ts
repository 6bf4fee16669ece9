import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  archiveTree,
  listTree,
  readBlob,
  readHead,
  readLog,
  readRefs,
  resolveObject,
} from '@stagedoor/git';
import {
  buildViewUrl,
  isRepositoryName,
  RepositoriesChanged,
  repositoriesChangedTopic,
  Repository,
  repositoryNameSchema,
} from '@stagedoor/plugin-repositories-common';
import { buildRepository } from './buildRepository';
import { RepositoriesConfig } from './config';
import { MirrorFolders } from './MirrorFolders';
import { compareRefTargets, readRefTargets } from './refChanges';
import {
  CreateRepositoryOptions,
  RefChange,
  RepositoriesService,
  RepositoryPath,
} from './RepositoriesService';
import { RepositoryFolders } from './RepositoryFolders';

const defaultMaxFileBytes = 10 * 1024 * 1024;
const describeConcurrently = 4;

export interface RepositoriesServiceOptions {
  config: RepositoriesConfig;
  stored: RepositoryFolders;
  mirrors: MirrorFolders;
  events: EventsService;
  logger: LoggerService;
}

/** Repositories as bare git repositories in the data folder. */
export class DefaultRepositoriesService implements RepositoriesService {
  readonly #config: RepositoriesConfig;
  readonly #stored: RepositoryFolders;
  readonly #mirrors: MirrorFolders;
  readonly #events: EventsService;
  readonly #logger: LoggerService;

  constructor(options: RepositoriesServiceOptions) {
    this.#config = options.config;
    this.#stored = options.stored;
    this.#mirrors = options.mirrors;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  async list({
    kind,
    after = '',
    limit = Infinity,
  }: Parameters<RepositoriesService['list']>[0] = {}): Promise<Repository[]> {
    const names = (await this.#listNames(kind))
      .filter(name => name > after)
      .sort();
    const repositories: Repository[] = [];
    for (
      let i = 0;
      i < names.length && repositories.length < limit;
      i += describeConcurrently
    ) {
      const batch = names.slice(i, i + describeConcurrently);
      const found = await Promise.all(
        batch.map(name => this.#findOrExplain(name)),
      );
      repositories.push(
        ...found.filter(repository => repository !== undefined),
      );
    }
    return repositories.slice(0, limit);
  }

  async find(name: string): Promise<Repository | undefined> {
    if (!this.#mirrors.has(name)) {
      const gitDir = await this.locate(name);
      return gitDir === undefined
        ? undefined
        : { name, kind: 'stored', ...(await describe(gitDir)) };
    }
    const copy = (await this.#mirrors.isFetched(name))
      ? await describe(await this.#mirrors.locate(name))
      : { defaultBranch: 'HEAD' };
    const mirror = await this.#mirrors.readStatus(name);
    return { name, kind: 'mirror', ...copy, mirror };
  }

  async resolve(name: string, target: RepositoryPath) {
    return this.#in(name, gitDir => resolveObject(gitDir, atHead(target)));
  }

  async readFile(
    name: string,
    target: RepositoryPath & { path: string; maxBytes?: number },
  ) {
    return this.#in(name, gitDir =>
      readBlob(gitDir, { maxBytes: defaultMaxFileBytes, ...atHead(target) }),
    );
  }

  async listTree(
    name: string,
    target: RepositoryPath & { recursive?: boolean },
  ) {
    return this.#in(name, gitDir => listTree(gitDir, atHead(target)));
  }

  async log(
    name: string,
    options: { ref?: string; limit: number; after?: string },
  ) {
    return this.#in(name, gitDir => readLog(gitDir, atHead(options)));
  }

  async refs(name: string, options: { limit?: number } = {}) {
    return this.#in(name, gitDir => readRefs(gitDir, options));
  }

  async archive(name: string, target: RepositoryPath) {
    return this.#in(name, gitDir => archiveTree(gitDir, atHead(target)));
  }

  async create(options: CreateRepositoryOptions): Promise<Repository> {
    const { name } = options;
    const parsed = repositoryNameSchema.safeParse(name);
    if (!parsed.success) {
      throw new InputError(`name: ${parsed.error.issues[0].message}`);
    }
    if (this.#mirrors.has(name) || (await this.#stored.has(name))) {
      throw new ConflictError(`There is already a repository named '${name}'`);
    }
    await this.publishChanges(name, () =>
      this.#stored.add(name, gitDir => buildRepository(gitDir, options)),
    );
    return {
      name,
      kind: 'stored',
      ...(await describe(this.#stored.pathOf(name))),
    };
  }

  async remove(name: string): Promise<void> {
    if (isRepositoryName(name) && !this.#mirrors.has(name)) {
      await this.publishChanges(name, () => this.#stored.remove(name));
    }
  }

  async refreshMirror(name: string): Promise<void> {
    await this.publishChanges(name, () => this.#mirrors.fetch(name));
  }

  listMirrors() {
    return this.#mirrors
      .list()
      .map(({ name, refreshMs }) => ({ name, refreshMs }));
  }

  cloneUrl(name: string): string {
    const base = this.#config.backendBaseUrl.replace(/\/+$/, '');
    return `${base}/api/repositories/git/${name}.git`;
  }

  viewUrl(name: string, view: 'blob' | 'tree', target: RepositoryPath): string {
    return buildViewUrl(this.#config.appBaseUrl, view, {
      name,
      ...atHead(target),
    });
  }

  async locate(name: string): Promise<string | undefined> {
    if (this.#mirrors.has(name)) {
      return this.#mirrors.locate(name);
    }
    return isRepositoryName(name) && (await this.#stored.has(name))
      ? this.#stored.pathOf(name)
      : undefined;
  }

  async publishChanges(
    name: string,
    change: () => Promise<unknown>,
  ): Promise<RefChange[]> {
    const before = await this.#readTargets(name);
    try {
      await change();
    } catch (error) {
      // A push may have moved one branch and stumbled over the next.
      await this.#publishSince(name, before).catch(() => {});
      throw error;
    }
    return this.#publishSince(name, before);
  }

  async #publishSince(
    name: string,
    before: ReadonlyMap<string, string>,
  ): Promise<RefChange[]> {
    const after = await this.#readTargets(name);
    const changes = compareRefTargets(before, after);
    for (const { ref, commit } of changes) {
      const eventPayload: RepositoriesChanged = { name, ref, commit };
      await this.#events
        .publish({ topic: repositoriesChangedTopic, eventPayload })
        .catch(error => {
          // What has happened has happened; subscribers also look for themselves from time to time.
          this.#logger.warn(
            `Could not publish a change of the repository '${name}'`,
            toError(error),
          );
        });
    }
    return changes;
  }

  async #readTargets(name: string): Promise<ReadonlyMap<string, string>> {
    const isThere = this.#mirrors.has(name)
      ? await this.#mirrors.isFetched(name)
      : await this.#stored.has(name);
    return isThere ? readRefTargets(await this.#require(name)) : new Map();
  }

  async #require(name: string): Promise<string> {
    return this.#mirrors.has(name)
      ? this.#mirrors.locate(name)
      : this.#stored.pathOf(name);
  }

  /** A mirror hides a stored repository of its name. */
  async #listNames(kind: Repository['kind'] | undefined): Promise<string[]> {
    const mirrors = this.#mirrors.list().map(mirror => mirror.name);
    if (kind === 'mirror') {
      return mirrors;
    }
    const stored = (await this.#stored.list()).filter(
      name => !this.#mirrors.has(name),
    );
    return kind === 'stored' ? stored : [...mirrors, ...stored];
  }

  // One broken repository must not hide the others.
  async #findOrExplain(name: string): Promise<Repository | undefined> {
    try {
      return await this.find(name);
    } catch (error) {
      const kind = this.#mirrors.has(name) ? 'mirror' : 'stored';
      const { message } = toError(error);
      return { name, kind, defaultBranch: 'HEAD', error: message };
    }
  }

  async #in<T>(
    name: string,
    read: (gitDir: string) => Promise<T>,
  ): Promise<T | undefined> {
    const gitDir = await this.locate(name);
    return gitDir === undefined ? undefined : read(gitDir);
  }
}

function atHead<T extends RepositoryPath>(
  target: T,
): T & { ref: string; path: string } {
  return { ...target, ref: target.ref ?? 'HEAD', path: target.path ?? '' };
}

async function describe(
  gitDir: string,
): Promise<
  Pick<Repository, 'defaultBranch' | 'description' | 'head' | 'updatedAt'>
> {
  const head = await readHead(gitDir);
  const description = await readFile(join(gitDir, 'description'), 'utf8').catch(
    () => '',
  );
  return {
    defaultBranch: head.branch,
    description: description.trim() || undefined,
    head: head.commit,
    updatedAt: head.committedAt,
  };
}
