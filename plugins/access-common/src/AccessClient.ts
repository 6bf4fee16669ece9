import {
  ContractClient,
  ContractClientOptions,
  HttpRoute,
  RouteInput,
  RouteOutput,
} from '@stagedoor/http-contract';
import { accessRoutes } from './routes';

/** The name of something the backend does. @public */
export type AccessRouteName = keyof typeof accessRoutes;

/** What it is given. @public */
export type AccessInput<K extends AccessRouteName> = RouteInput<
  (typeof accessRoutes)[K]
>;

/** What it answers. @public */
export type AccessOutput<K extends AccessRouteName> = RouteOutput<
  (typeof accessRoutes)[K]
>;

/**
 * Calls the backend by the names of its routes.
 *
 * @public
 */
export class AccessClient {
  readonly #client: ContractClient;

  constructor(options: ContractClientOptions) {
    this.#client = new ContractClient('access', options);
  }

  /** @param options - `once` is a key under which a repetition does nothing again */
  async call<K extends AccessRouteName>(
    name: K,
    input: AccessInput<K>,
    options: { signal?: AbortSignal; once?: string } = {},
  ): Promise<AccessOutput<K>> {
    const route: (typeof accessRoutes)[K] = accessRoutes[name];
    return this.#client.call(route, input, {
      signal: options.signal,
      headers: options.once ? { 'Idempotency-Key': options.once } : {},
    });
  }

  /**
   * Follows the recording of a session that lives. The stream ends with the session, and now and then before.
   *
   * @param from - how many bytes are known already
   */
  async followRecording(
    id: string,
    from: number,
    signal: AbortSignal,
  ): Promise<Response> {
    const route: HttpRoute = accessRoutes.followRecording;
    return this.#client.fetch(
      route,
      { params: { id }, query: { from } },
      { signal },
    );
  }

  /**
   * Reads the recording of a session as a stream.
   *
   * @param options - `first`: only so many bytes from its beginning
   */
  async readRecording(
    id: string,
    signal?: AbortSignal,
    options: { first?: number } = {},
  ): Promise<Response> {
    const route: HttpRoute = accessRoutes.readRecording;
    const { first } = options;
    return this.#client.fetch(
      route,
      { params: { id } },
      {
        signal,
        headers: first === undefined ? {} : { Range: `bytes=0-${first - 1}` },
      },
    );
  }
}
