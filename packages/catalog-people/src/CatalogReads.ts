import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SharedReads } from './SharedReads';

/** Fit into the largest body that the catalog reads, however long they are. */
const refsInRequest = 400;
const fields = ['kind', 'metadata', 'spec', 'relations'];

/**
 * Reads entities with the plugin's own credentials. What is asked at the same moment, whoever asks, is one request to
 * the catalog; nothing is kept.
 */
export class CatalogReads {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #shared = new SharedReads(refs => this.#request(refs));

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  /** In the order of the refs; undefined for what is not in the catalog. */
  async read(refs: readonly string[]): Promise<Array<Entity | undefined>> {
    return refs.length === 0 ? [] : this.#shared.read(refs);
  }

  async #request(refs: string[]): Promise<Array<Entity | undefined>> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const parts = await Promise.all(
      split(refs).map(entityRefs =>
        this.#catalog.getEntitiesByRefs(
          { entityRefs, fields },
          { credentials },
        ),
      ),
    );
    return parts.flatMap(({ items }) => items);
  }
}

function split(refs: readonly string[]): string[][] {
  const count = Math.ceil(refs.length / refsInRequest);
  return Array.from({ length: count }, (_, index) =>
    refs.slice(index * refsInRequest, (index + 1) * refsInRequest),
  );
}
