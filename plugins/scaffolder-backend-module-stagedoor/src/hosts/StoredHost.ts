import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import {
  CompletedRepository,
  FoundRepository,
  NewRepository,
  RepositoryAddresses,
  RepositoryHost,
} from './RepositoryHost';
import { addTaskTrailer, readTaskTrailer } from './taskTrailer';

/** A task's commit is the first one; people seldom push more than this before its retry. */
const searchedCommits = 200;

/**
 * The built-in store of bare git repositories. It makes a repository whole or not at all, so there is never a half.
 */
export class StoredHost implements RepositoryHost {
  readonly label = 'the built-in store';
  readonly #repositories: RepositoriesService;

  constructor(repositories: RepositoriesService) {
    this.#repositories = repositories;
  }

  describe(name: string, branch: string): RepositoryAddresses {
    return {
      repositoryUrl: this.#repositories.viewUrl(name, 'tree', { ref: branch }),
      cloneUrl: this.#repositories.cloneUrl(name),
      catalogInfoUrl: this.#repositories.viewUrl(name, 'blob', {
        ref: branch,
        path: 'catalog-info.yaml',
      }),
    };
  }

  async find(name: string): Promise<FoundRepository | undefined> {
    const repository = await this.#repositories.find(name);
    if (!repository) {
      return undefined;
    }
    const { repositoryUrl } = this.describe(name, repository.defaultBranch);
    const commit = await this.#findTaskCommit(name, repository.defaultBranch);
    return { repositoryUrl, taskId: commit?.taskId };
  }

  async create(repository: NewRepository): Promise<void> {
    await this.#repositories.create({
      name: repository.name,
      description: repository.description,
      directory: repository.directory,
      author: repository.author,
      message: addTaskTrailer(repository.message, repository.taskId),
      defaultBranch: repository.branch,
    });
  }

  async complete(repository: NewRepository): Promise<CompletedRepository> {
    const { name, branch } = repository;
    const commit = await this.#findTaskCommit(name, branch);
    if (!commit) {
      throw new Error(
        `The repository ${name} has lost the commit that this task made. Start the template again under another name.`,
      );
    }
    return { ...this.describe(name, branch), commit: commit.id };
  }

  async discard({ name, branch, taskId }: NewRepository): Promise<boolean> {
    const page = await this.#repositories.log(name, { ref: branch, limit: 1 });
    const [newest] = page?.commits ?? [];
    if (!newest || readTaskTrailer(newest.body) !== taskId) {
      return false;
    }
    await this.#repositories.remove(name);
    return true;
  }

  async #findTaskCommit(name: string, ref: string) {
    const page = await this.#repositories.log(name, {
      ref,
      limit: searchedCommits,
    });
    return page?.commits
      .map(({ id, body }) => ({ id, taskId: readTaskTrailer(body) }))
      .find(({ taskId }) => taskId !== undefined);
  }
}
