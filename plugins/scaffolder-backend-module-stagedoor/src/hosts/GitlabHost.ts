import { createRequesterFn } from '@gitbeaker/requester-utils';
import { Gitlab } from '@gitbeaker/rest';
import { explainForgeError } from './explainForgeError';
import { ForgeConnection } from './ForgeConnection';
import {
  createForgeFetch,
  ForgeResponseError,
  readForgeError,
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
 * GitLab. The description of a project ends with the task that made it: it is set by the very request that makes the
 * project, so there is no moment at which a project exists and nobody knows whose it is.
 */
export class GitlabHost implements RepositoryHost {
  readonly label: string;
  readonly #connection: ForgeConnection;
  readonly #gitlab: InstanceType<typeof Gitlab>;

  constructor(connection: ForgeConnection) {
    this.#connection = connection;
    this.label = `${connection.host}/${connection.owner}`;
    this.#gitlab = new Gitlab({
      host: connection.apiBaseUrl.replace(/\/api\/v4$/, ''),
      requesterFn: createRequester(createForgeFetch(connection)),
      ...(connection.tokenKind === 'person'
        ? { oauthToken: connection.token }
        : { token: connection.token }),
    });
  }

  describe(name: string, branch: string): RepositoryAddresses {
    const { baseUrl, owner } = this.#connection;
    const repositoryUrl = `${baseUrl}/${owner}/${name}`;
    return {
      repositoryUrl,
      cloneUrl: `${repositoryUrl}.git`,
      catalogInfoUrl: `${repositoryUrl}/-/blob/${branch}/catalog-info.yaml`,
    };
  }

  find(name: string): Promise<FoundRepository | undefined> {
    const { appBaseUrl } = this.#connection;
    return this.#ask(name, async () => {
      const project = await this.#findProject(name);
      return (
        project && {
          repositoryUrl: this.describe(name, '').repositoryUrl,
          taskId: readTaskUrl(appBaseUrl, project.description ?? ''),
        }
      );
    });
  }

  create(repository: NewRepository): Promise<void> {
    const { owner, appBaseUrl } = this.#connection;
    return this.#ask(repository.name, async () => {
      const namespace = await this.#gitlab.Namespaces.show(owner);
      const origin = `Created by ${taskUrl(appBaseUrl, repository.taskId)}`;
      await this.#gitlab.Projects.create({
        name: repository.name,
        path: repository.name,
        namespaceId: namespace.id,
        description: [repository.description, origin]
          .filter(Boolean)
          .join('\n\n'),
        visibility: 'private',
      });
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
    await this.#ask(name, async () => {
      const project = await this.#findProject(name);
      if (project) {
        await this.#gitlab.Projects.remove(project.id);
      }
    });
    return true;
  }

  #findProject(name: string) {
    return this.#gitlab.Projects.show(
      `${this.#connection.owner}/${name}`,
    ).catch(nothingWhenNotFound);
  }

  #remote(name: string) {
    return {
      url: this.describe(name, '').cloneUrl,
      username: 'oauth2',
      password: this.#connection.token,
    };
  }

  async #ask<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const { host, owner, tokenLabel, signal } = this.#connection;
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      throw explainForgeError(error, {
        host,
        owner,
        name,
        ownerNoun: 'group or user',
        token: tokenLabel,
        needs: 'the scope api and at least the role Maintainer in that group',
      });
    }
  }
}

function nothingWhenNotFound(error: unknown): undefined {
  if (error instanceof ForgeResponseError && error.status === 404) {
    return undefined;
  }
  throw error;
}

/**
 * Gitbeaker's own way of sending repeats requests ten times within a quarter of a second, project creation included, and
 * looks at neither Retry-After nor cancellation.
 */
function createRequester(forgeFetch: typeof fetch) {
  return createRequesterFn(
    async (_service, request) => request,
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, method, headers, body } = options;
      const url = new URL(endpoint, String(prefixUrl));
      url.search = String(searchParams ?? '');
      const response = await forgeFetch(url, {
        method: String(method),
        headers: { ...(headers as Record<string, string>) },
        body: typeof body === 'string' ? body : undefined,
      });
      if (!response.ok) {
        throw await readForgeError(response);
      }
      const text = await response.text();
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: text ? JSON.parse(text) : null,
      };
    },
  );
}
