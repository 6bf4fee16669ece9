import { InputError } from '@backstage/errors';
import { Octokit } from '@octokit/rest';
import { explainForgeError } from './explainForgeError';
import { ForgeConnection } from './ForgeConnection';
import {
  createForgeFetch,
  ForgeResponseError,
  readRetryAt,
} from './forgeFetch';
import { pushFirstCommit, readRemoteBranch } from './pushBranch';
import {
  CompletedRepository,
  FoundRepository,
  NewRepository,
  RepositoryAddresses,
  RepositoryHost,
} from './RepositoryHost';
import { readTaskUrl, taskUrl } from './taskUrl';

/**
 * GitHub and GitHub Enterprise. The homepage of a repository names the task that made it: it is set by the very request
 * that makes the repository, so there is no moment at which a repository exists and nobody knows whose it is.
 */
export class GithubHost implements RepositoryHost {
  readonly label: string;
  readonly #connection: ForgeConnection;
  readonly #octokit: Octokit;

  constructor(connection: ForgeConnection) {
    this.#connection = connection;
    this.label = `${connection.host}/${connection.owner}`;
    this.#octokit = new Octokit({
      baseUrl: connection.apiBaseUrl,
      auth: connection.token,
      userAgent: 'stagedoor',
      request: { fetch: createForgeFetch(connection) },
      // Errors are explained to the person who started the task; Octokit would also write them to the console.
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
  }

  describe(name: string, branch: string): RepositoryAddresses {
    const { baseUrl, owner } = this.#connection;
    const repositoryUrl = `${baseUrl}/${owner}/${name}`;
    return {
      repositoryUrl,
      cloneUrl: `${repositoryUrl}.git`,
      catalogInfoUrl: `${repositoryUrl}/blob/${branch}/catalog-info.yaml`,
    };
  }

  find(name: string): Promise<FoundRepository | undefined> {
    const { owner, appBaseUrl } = this.#connection;
    return this.#ask(name, async () => {
      const answer = await this.#octokit.repos
        .get({ owner, repo: name })
        .catch(nothingWhenNotFound);
      return (
        answer && {
          repositoryUrl: answer.data.html_url,
          taskId: readTaskUrl(appBaseUrl, answer.data.homepage ?? ''),
        }
      );
    });
  }

  create(repository: NewRepository): Promise<void> {
    const { owner, appBaseUrl } = this.#connection;
    return this.#ask(repository.name, async () => {
      const { data: account } = await this.#octokit.users.getByUsername({
        username: owner,
      });
      const settings = {
        name: repository.name,
        description: repository.description,
        homepage: taskUrl(appBaseUrl, repository.taskId),
        private: true,
      };
      if (account.type === 'Organization') {
        await this.#octokit.repos.createInOrg({ ...settings, org: owner });
      } else {
        await this.#assertOwnAccount();
        await this.#octokit.repos.createForAuthenticatedUser(settings);
      }
    });
  }

  async complete(repository: NewRepository): Promise<CompletedRepository> {
    const commit = await pushFirstCommit(
      this.#remote(repository.name),
      repository,
      this.#connection.signal,
    );
    return { ...this.describe(repository.name, repository.branch), commit };
  }

  async discard(repository: NewRepository): Promise<boolean> {
    const { name, branch } = repository;
    if (await readRemoteBranch(this.#remote(name), branch)) {
      return false;
    }
    const { owner } = this.#connection;
    await this.#ask(name, () =>
      this.#octokit.repos.delete({ owner, repo: name }),
    );
    return true;
  }

  async #assertOwnAccount(): Promise<void> {
    const { owner } = this.#connection;
    const { data: self } = await this.#octokit.users.getAuthenticated();
    if (self.login.toLowerCase() !== owner.toLowerCase()) {
      throw new InputError(
        `'${owner}' is a person, and the token belongs to '${self.login}'. Repositories can be made for that person or for an organisation.`,
      );
    }
  }

  #remote(name: string) {
    return {
      url: this.describe(name, '').cloneUrl,
      username: 'x-access-token',
      password: this.#connection.token,
    };
  }

  async #ask<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const { host, owner, tokenLabel, signal } = this.#connection;
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      throw explainForgeError(readOctokitError(error), {
        host,
        owner,
        name,
        ownerNoun: 'organisation or user',
        token: tokenLabel,
        needs:
          'the scopes repo and workflow; a fine-grained token or an app needs to administer repositories and to write contents and workflows',
      });
    }
  }
}

/** Errors are told by their shape: several copies of Octokit's error class are installed. */
interface OctokitError extends Error {
  status: number;
  response?: {
    headers: Record<string, string | number | undefined>;
    data: unknown;
  };
}

function isOctokitError(error: unknown): error is OctokitError {
  return error instanceof Error && error.name === 'HttpError';
}

function nothingWhenNotFound(error: unknown): undefined {
  if (isOctokitError(error) && error.status === 404) {
    return undefined;
  }
  throw error;
}

function readOctokitError(error: unknown): unknown {
  if (!isOctokitError(error)) {
    return error;
  }
  if (!error.response) {
    return error.cause ?? error;
  }
  const { headers, data } = error.response;
  return new ForgeResponseError(
    error.status,
    typeof data === 'string' ? data : JSON.stringify(data),
    readRetryAt({
      status: error.status,
      headers: { get: name => headers[name]?.toString() ?? null },
    }),
  );
}
