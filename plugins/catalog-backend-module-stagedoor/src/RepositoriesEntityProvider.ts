import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  RepositoriesChanged,
  Repository,
} from '@stagedoor/plugin-repositories-common';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import {
  createRepositoryLocation,
  descriptorFile,
  repositoryRefreshKey,
} from './repositoryLocation';

type RepositoryLocation = ReturnType<typeof createRepositoryLocation>;

/** What is asked of repositories. */
type Repositories = Pick<
  RepositoriesService,
  'find' | 'list' | 'resolve' | 'viewUrl'
>;

/** Whether a repository describes entities: where, that it does not, or that nobody can tell at the moment. */
type Finding =
  | { state: 'described'; commit: string; location: RepositoryLocation }
  | { state: 'silent' }
  | { state: 'unknown'; reason: string };

/**
 * Gives the catalog one location for each repository of one kind that has a `catalog-info.yaml` on its default branch. The
 * catalog reads, validates and refreshes what is in it.
 *
 * What cannot be read at the moment stays as it is: only a repository that is known to be gone, or known not to have
 * the file any more, loses its entities. Stored repositories are gone when the store says so, and mirrors when the
 * configuration does, so each kind has a provider of its own.
 */
export class RepositoriesEntityProvider implements EntityProvider {
  readonly #kind: Repository['kind'];
  readonly #repositories: Repositories;
  readonly #logger: LoggerService;
  #connection: EntityProviderConnection | undefined;
  /** What was found last. Forgotten with the process, and found again by the next scan. */
  #known = new Map<string, Finding & { state: 'described' }>();
  /** Whether what is not listed is gone. A store in which nothing was seen yet may be empty because its disk is away. */
  #isListWhole: boolean;
  /** Scans and single refreshes run one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: {
    kind: Repository['kind'];
    repositories: Repositories;
    logger: LoggerService;
  }) {
    this.#kind = options.kind;
    this.#repositories = options.repositories;
    this.#logger = options.logger;
    this.#isListWhole = options.kind === 'mirror';
  }

  getProviderName(): string {
    return this.#kind === 'mirror'
      ? 'stagedoor-mirrors'
      : 'stagedoor-repositories';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Looks at every repository. */
  async scan(): Promise<void> {
    return this.#enqueue(connection => this.#scan(connection));
  }

  /** Looks at one repository that has changed. */
  async refresh(changed: RepositoriesChanged): Promise<void> {
    // A mirror may bring thousands of tags at once, and none of them says what the repository describes.
    if (!changed.ref.startsWith('refs/heads/')) {
      return undefined;
    }
    return this.#enqueue(async connection => {
      const repository = await this.#repositories.find(changed.name);
      if (repository && repository.kind !== this.#kind) {
        return;
      }
      if (
        repository?.head &&
        changed.commit &&
        changed.ref !== `refs/heads/${repository.defaultBranch}`
      ) {
        return;
      }
      const known = this.#known.get(changed.name);
      const finding = repository
        ? await this.#inspect(repository)
        : { state: 'silent' as const };
      if (
        finding.state !== 'described' ||
        (known && known.location.ref !== finding.location.ref)
      ) {
        await this.#scan(connection);
        return;
      }
      await connection.applyMutation({
        type: 'delta',
        added: [finding.location],
        removed: [],
      });
      this.#known.set(changed.name, finding);
      await connection.refresh({ keys: [repositoryRefreshKey(changed.name)] });
    });
  }

  async #scan(connection: EntityProviderConnection): Promise<void> {
    const repositories = await this.#repositories.list({ kind: this.#kind });
    this.#isListWhole ||= repositories.length > 0;
    const described = new Map<string, Finding & { state: 'described' }>();
    const unknown = new Map<string, string>();
    for (const repository of repositories) {
      const finding = await this.#inspect(repository);
      if (finding.state === 'described') {
        described.set(repository.name, finding);
      } else if (finding.state === 'unknown') {
        unknown.set(repository.name, finding.reason);
      }
    }

    const added = [...described.values()].map(finding => finding.location);
    if (unknown.size === 0 && this.#isListWhole) {
      await connection.applyMutation({ type: 'full', entities: added });
    } else {
      const refs = new Set(added.map(location => location.ref));
      const removed = [...this.#known]
        .filter(([name]) => !unknown.has(name))
        .map(([, finding]) => finding.location)
        .filter(location => !refs.has(location.ref));
      await connection.applyMutation({ type: 'delta', added, removed });
      for (const [name, reason] of unknown) {
        this.#logger.warn(
          `The repository '${name}' cannot be read; its entities stay as they are: ${reason}`,
        );
      }
    }

    const moved = [...described].filter(([name, { commit }]) => {
      const known = this.#known.get(name);
      return known && known.commit !== commit;
    });
    this.#known = new Map([
      ...[...this.#known].filter(([name]) => unknown.has(name)),
      ...described,
    ]);
    if (moved.length > 0) {
      await connection.refresh({
        keys: moved.map(([name]) => repositoryRefreshKey(name)),
      });
    }
  }

  async #inspect(repository: Repository): Promise<Finding> {
    const { name, head, defaultBranch } = repository;
    const isFetched = !repository.mirror || repository.mirror.fetchedAt;
    if (repository.error || !isFetched) {
      const reason = repository.error ?? repository.mirror?.error;
      return { state: 'unknown', reason: reason ?? 'not fetched yet' };
    }
    if (!head) {
      return { state: 'silent' };
    }
    const target = this.#repositories.viewUrl(name, 'blob', {
      ref: defaultBranch,
      path: descriptorFile,
    });
    const location = createRepositoryLocation(target, head);
    const known = this.#known.get(name);
    // The same commit may have become the tip of another default branch.
    if (known?.commit === head && known.location.ref === location.ref) {
      return known;
    }
    try {
      const file = await this.#repositories.resolve(name, {
        ref: head,
        path: descriptorFile,
      });
      if (file?.kind !== 'file') {
        return { state: 'silent' };
      }
    } catch (error) {
      return { state: 'unknown', reason: toError(error).message };
    }
    return { state: 'described', commit: head, location };
  }

  async #enqueue(
    work: (connection: EntityProviderConnection) => Promise<void>,
  ): Promise<void> {
    const run = this.#work.then(async () => {
      if (this.#connection) {
        await work(this.#connection);
      }
    });
    this.#work = run.catch(() => {});
    return run;
  }
}
