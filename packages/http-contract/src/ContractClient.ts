import { ResponseError } from '@backstage/errors';
import { HttpRoute, RouteInput, RouteOutput } from './route';

/** @public */
export interface ContractClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the credentials of whoever asks. */
  fetchApi: { fetch: typeof fetch };
}

/**
 * Calls the routes of one plugin. Answers that do not have the promised shape are errors, not surprises further on.
 *
 * @public
 */
export class ContractClient {
  readonly #pluginId: string;
  readonly #options: ContractClientOptions;

  constructor(pluginId: string, options: ContractClientOptions) {
    this.#pluginId = pluginId;
    this.#options = options;
  }

  /** Calls a route and reads its answer. */
  async call<TRoute extends HttpRoute>(
    route: TRoute,
    input: RouteInput<TRoute>,
    init: { signal?: AbortSignal; headers?: Record<string, string> } = {},
  ): Promise<RouteOutput<TRoute>> {
    const response = await this.fetch(route, input, init);
    return route.response.parse(await response.json()) as RouteOutput<TRoute>;
  }

  /** Calls a route and returns the answer unread: for text and streams. */
  async fetch<TRoute extends HttpRoute>(
    route: TRoute,
    input: RouteInput<TRoute>,
    init: { signal?: AbortSignal; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl(this.#pluginId);
    const params: Record<string, unknown> = input.params;
    const path = route.path.replace(/\{(\w+)\}/g, (_, key) =>
      encodeURIComponent(String(params[key])),
    );
    const search = toSearch(input.query ?? {});
    const response = await fetchApi.fetch(`${baseUrl}${path}${search}`, {
      method: route.method.toUpperCase(),
      signal: init.signal,
      headers: {
        ...(route.body && { 'Content-Type': 'application/json' }),
        ...init.headers,
      },
      ...(route.body && { body: JSON.stringify(input.body) }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

/** Lists travel as repeated parameters. */
function toSearch(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        search.append(key, String(item));
      }
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
