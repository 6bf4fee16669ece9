import {
  ContractClient,
  ContractClientOptions,
  RouteInput,
  RouteOutput,
} from '@stagedoor/http-contract';
import { repositoriesRoutes as routes } from './routes';

type Routes = typeof routes;
type Query<K extends keyof Routes> = RouteInput<Routes[K]>['query'];
type Answer<K extends keyof Routes> = Promise<RouteOutput<Routes[K]>>;

/**
 * Reads repositories over REST.
 *
 * @public
 */
export class RepositoriesClient {
  readonly #client: ContractClient;

  constructor(options: ContractClientOptions) {
    this.#client = new ContractClient('repositories', options);
  }

  listRepositories(
    query?: Query<'listRepositories'>,
    signal?: AbortSignal,
  ): Answer<'listRepositories'> {
    return this.#client.call(
      routes.listRepositories,
      { params: {}, query },
      { signal },
    );
  }

  getRepository(name: string, signal?: AbortSignal): Answer<'getRepository'> {
    return this.#client.call(
      routes.getRepository,
      { params: { name } },
      { signal },
    );
  }

  listRefs(name: string, signal?: AbortSignal): Answer<'listRefs'> {
    return this.#client.call(routes.listRefs, { params: { name } }, { signal });
  }

  listCommits(
    name: string,
    query?: Query<'listCommits'>,
    signal?: AbortSignal,
  ): Answer<'listCommits'> {
    return this.#client.call(
      routes.listCommits,
      { params: { name }, query },
      { signal },
    );
  }

  readTree(
    name: string,
    query?: Query<'readTree'>,
    signal?: AbortSignal,
  ): Answer<'readTree'> {
    return this.#client.call(
      routes.readTree,
      { params: { name }, query },
      { signal },
    );
  }

  readFile(
    name: string,
    query: Query<'readFile'>,
    signal?: AbortSignal,
  ): Answer<'readFile'> {
    return this.#client.call(
      routes.readFile,
      { params: { name }, query },
      { signal },
    );
  }
}
