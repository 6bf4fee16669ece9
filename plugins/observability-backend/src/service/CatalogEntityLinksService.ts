import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EntityLinks,
  resolveTimeRange,
} from '@stagedoor/plugin-observability-common';
import { ObservabilityConfig } from '../config/readObservabilityConfig';
import { buildEntityLinks } from '../links/buildEntityLinks';
import { EntityLinksService } from './EntityLinksService';

/**
 * Reads the entity from the catalog as the caller, so that the catalog decides who sees what.
 */
export class CatalogEntityLinksService implements EntityLinksService {
  readonly #catalog: CatalogService;
  readonly #config: ObservabilityConfig;
  readonly #now: () => Date;

  constructor(options: {
    catalog: CatalogService;
    config: ObservabilityConfig;
    now?: () => Date;
  }) {
    this.#catalog = options.catalog;
    this.#config = options.config;
    this.#now = options.now ?? (() => new Date());
  }

  async getEntityLinks(
    ...[{ entityRef, query }, { credentials }]: Parameters<
      EntityLinksService['getEntityLinks']
    >
  ): Promise<EntityLinks> {
    const environment = this.#selectEnvironment(query.environment);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${stringifyEntityRef(entityRef)}`,
      );
    }
    const range = resolveTimeRange(query, this.#now());
    return buildEntityLinks(entity, this.#config, { environment, range });
  }

  #selectEnvironment(name: string | undefined): string | undefined {
    const { environments } = this.#config;
    if (name !== undefined && !environments.includes(name)) {
      const known = environments.join(', ') || 'none is configured';
      throw new InputError(
        `environment: there is no environment "${name}", only: ${known}`,
      );
    }
    return name ?? environments.at(-1);
  }
}
