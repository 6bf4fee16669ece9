import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { repositoriesRoutes, RepositoriesRoute } from './routes';
import {
  RepositoryCommitList,
  RepositoryDetails,
  RepositoryFile,
  RepositoryList,
  RepositoryRefList,
  RepositoryTree,
} from './schemas';

/**
 * Reads repositories over REST.
 *
 * @public
 */
export class RepositoriesClient {
  readonly #discovery: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetch: typeof fetch;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    /** Adds the credentials of whoever asks. */
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi.fetch;
  }

  async listRepositories(
    query: { cursor?: string; limit?: number } = {},
    signal?: AbortSignal,
  ): Promise<RepositoryList> {
    return this.#get(repositoriesRoutes.list, {}, query, signal);
  }

  async getRepository(
    name: string,
    signal?: AbortSignal,
  ): Promise<RepositoryDetails> {
    return this.#get(repositoriesRoutes.get, { name }, {}, signal);
  }

  async listRefs(
    name: string,
    signal?: AbortSignal,
  ): Promise<RepositoryRefList> {
    return this.#get(repositoriesRoutes.refs, { name }, {}, signal);
  }

  async listCommits(
    name: string,
    query: { ref?: string; cursor?: string; limit?: number } = {},
    signal?: AbortSignal,
  ): Promise<RepositoryCommitList> {
    return this.#get(repositoriesRoutes.commits, { name }, query, signal);
  }

  async readTree(
    name: string,
    query: { ref?: string; path?: string } = {},
    signal?: AbortSignal,
  ): Promise<RepositoryTree> {
    return this.#get(repositoriesRoutes.tree, { name }, query, signal);
  }

  async readFile(
    name: string,
    query: { ref?: string; path: string },
    signal?: AbortSignal,
  ): Promise<RepositoryFile> {
    return this.#get(repositoriesRoutes.blob, { name }, query, signal);
  }

  async #get<TRoute extends RepositoriesRoute>(
    route: TRoute,
    params: Record<string, string>,
    query: Record<string, string | number | undefined>,
    signal: AbortSignal | undefined,
  ): Promise<z.output<TRoute['response']>> {
    const path = route.path.replace(/\{(\w+)\}/g, (_, key) =>
      encodeURIComponent(params[key]),
    );
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) {
        search.set(key, String(value));
      }
    }
    const baseUrl = await this.#discovery.getBaseUrl('repositories');
    const suffix = search.size > 0 ? `?${search}` : '';
    const response = await this.#fetch(`${baseUrl}${path}${suffix}`, {
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return route.response.parse(await response.json()) as z.output<
      TRoute['response']
    >;
  }
}
