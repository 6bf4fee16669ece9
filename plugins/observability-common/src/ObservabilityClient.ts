import { CompoundEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  EntityLinks,
  EntityLinksQuery,
  entityLinksQuerySchema,
  entityLinksSchema,
} from './entityLinks';

/**
 * What the backend of this plugin offers over HTTP.
 *
 * @public
 */
export interface ObservabilityApi {
  /** Links from an entity to where it is monitored, built, discussed and kept. */
  getEntityLinks(
    entityRef: CompoundEntityRef,
    query?: EntityLinksQuery,
    options?: { signal?: AbortSignal },
  ): Promise<EntityLinks>;
}

/**
 * Speaks to the backend. Answers that do not have the promised shape are errors, not surprises further on.
 *
 * @public
 */
export class ObservabilityClient implements ObservabilityApi {
  readonly #discovery: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getEntityLinks(
    entityRef: CompoundEntityRef,
    query: EntityLinksQuery = {},
    options: { signal?: AbortSignal } = {},
  ): Promise<EntityLinks> {
    const baseUrl = await this.#discovery.getBaseUrl('observability');
    const path = [entityRef.kind, entityRef.namespace, entityRef.name]
      .map(encodeURIComponent)
      .join('/');
    const search = new URLSearchParams(
      Object.entries(entityLinksQuerySchema.parse(query)).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const response = await this.#fetchApi.fetch(
      `${baseUrl}/entities/${path}/links?${search}`,
      { signal: options.signal },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return entityLinksSchema.parse(await response.json());
  }
}
