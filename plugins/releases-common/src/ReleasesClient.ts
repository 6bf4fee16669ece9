import {
  ContractClient,
  ContractClientOptions,
  RouteInput,
  RouteOutput,
} from '@stagedoor/http-contract';
import { releasesRoutes as routes } from './routes';

type Routes = typeof routes;
type Query<K extends keyof Routes> = NonNullable<
  RouteInput<Routes[K]>['query']
>;
type Body<K extends keyof Routes> = RouteInput<Routes[K]>['body'];
type Answer<K extends keyof Routes> = Promise<RouteOutput<Routes[K]>>;

/**
 * What the backend of this plugin offers over HTTP. Commands take a key under which a repetition does nothing again.
 *
 * @public
 */
export class ReleasesClient {
  readonly #client: ContractClient;

  constructor(options: ContractClientOptions) {
    this.#client = new ContractClient('releases', options);
  }

  listEnvironments(signal?: AbortSignal): Answer<'listEnvironments'> {
    return this.#client.call(
      routes.listEnvironments,
      { params: {} },
      { signal },
    );
  }

  listReleases(
    query: Query<'listReleases'>,
    signal?: AbortSignal,
  ): Answer<'listReleases'> {
    return this.#client.call(
      routes.listReleases,
      { params: {}, query },
      { signal },
    );
  }

  countReleases(signal?: AbortSignal): Answer<'countReleases'> {
    return this.#client.call(routes.countReleases, { params: {} }, { signal });
  }

  previewRelease(
    body: Body<'previewRelease'>,
    signal?: AbortSignal,
  ): Answer<'previewRelease'> {
    return this.#client.call(
      routes.previewRelease,
      { params: {}, body },
      { signal },
    );
  }

  createRelease(
    body: Body<'createRelease'>,
    idempotencyKey: string,
  ): Answer<'createRelease'> {
    return this.#client.call(
      routes.createRelease,
      { params: {}, body },
      once(idempotencyKey),
    );
  }

  getRelease(id: number, signal?: AbortSignal): Answer<'getRelease'> {
    return this.#client.call(routes.getRelease, { params: { id } }, { signal });
  }

  decideRelease(
    id: number,
    body: Body<'decideRelease'>,
    idempotencyKey: string,
  ): Answer<'decideRelease'> {
    return this.#client.call(
      routes.decideRelease,
      { params: { id }, body },
      once(idempotencyKey),
    );
  }

  cancelRelease(
    id: number,
    body: Body<'cancelRelease'>,
    idempotencyKey: string,
  ): Answer<'cancelRelease'> {
    return this.#client.call(
      routes.cancelRelease,
      { params: { id }, body },
      once(idempotencyKey),
    );
  }

  retryRelease(
    id: number,
    body: Body<'retryRelease'>,
    idempotencyKey: string,
  ): Answer<'retryRelease'> {
    return this.#client.call(
      routes.retryRelease,
      { params: { id }, body },
      once(idempotencyKey),
    );
  }

  getReleaseChanges(
    id: number,
    signal?: AbortSignal,
  ): Answer<'getReleaseChanges'> {
    return this.#client.call(
      routes.getReleaseChanges,
      { params: { id } },
      { signal },
    );
  }

  readLog(
    id: number,
    query: Query<'readLog'>,
    signal?: AbortSignal,
  ): Answer<'readLog'> {
    return this.#client.call(
      routes.readLog,
      { params: { id }, query },
      { signal },
    );
  }

  /** Opens the stream of events of a log after a line; reading it is for the caller. */
  followLog(id: number, after: number, signal: AbortSignal): Promise<Response> {
    return this.#client.fetch(
      routes.followLog,
      { params: { id }, query: { after } },
      { signal, headers: { Accept: 'text/event-stream' } },
    );
  }

  async downloadLog(id: number, signal?: AbortSignal): Promise<Blob> {
    const response = await this.#client.fetch(
      routes.downloadLog,
      { params: { id } },
      { signal },
    );
    return response.blob();
  }

  getMatrix(component: string, signal?: AbortSignal): Answer<'getMatrix'> {
    return this.#client.call(
      routes.getMatrix,
      { params: {}, query: { component } },
      { signal },
    );
  }

  listDeployments(
    query: Query<'listDeployments'>,
    signal?: AbortSignal,
  ): Answer<'listDeployments'> {
    return this.#client.call(
      routes.listDeployments,
      { params: {}, query },
      { signal },
    );
  }

  listVersions(
    query: Query<'listVersions'>,
    signal?: AbortSignal,
  ): Answer<'listVersions'> {
    return this.#client.call(
      routes.listVersions,
      { params: {}, query },
      { signal },
    );
  }

  compareVersions(
    query: Query<'compareVersions'>,
    signal?: AbortSignal,
  ): Answer<'compareVersions'> {
    return this.#client.call(
      routes.compareVersions,
      { params: {}, query },
      { signal },
    );
  }

  inspectHosts(
    body: Body<'inspectHosts'>,
    signal?: AbortSignal,
  ): Answer<'inspectHosts'> {
    return this.#client.call(
      routes.inspectHosts,
      { params: {}, body },
      { signal },
    );
  }
}

function once(key: string) {
  return { headers: { 'Idempotency-Key': key } };
}
