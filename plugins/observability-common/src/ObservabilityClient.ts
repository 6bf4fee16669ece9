import { CompoundEntityRef } from '@backstage/catalog-model';
import {
  ContractClient,
  ContractClientOptions,
} from '@stagedoor/http-contract';
import { EntityLinks, EntityLinksQuery } from './entityLinks';
import { observabilityRoutes } from './routes';

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
 * Speaks to the backend.
 *
 * @public
 */
export class ObservabilityClient implements ObservabilityApi {
  readonly #client: ContractClient;

  constructor(options: ContractClientOptions) {
    this.#client = new ContractClient('observability', options);
  }

  getEntityLinks(
    { kind, namespace, name }: CompoundEntityRef,
    query?: EntityLinksQuery,
    options?: { signal?: AbortSignal },
  ): Promise<EntityLinks> {
    return this.#client.call(
      observabilityRoutes.getEntityLinks,
      { params: { kind, namespace, name }, query },
      options,
    );
  }
}
