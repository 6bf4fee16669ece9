import { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  RELATION_RELEASED_BY,
  releasePipelineKind,
} from '@stagedoor/plugin-releases-common';
import { canonicalRef } from '@stagedoor/catalog-people';
import { judgePipelines, ReleasedComponent } from './judgePipelines';

/**
 * Reads pipelines and hosts with the plugin's own credentials: what a release does must not depend on what the person
 * who asks for it happens to see.
 */
export class PipelineReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** @throws NotFoundError if the catalog has no such component */
  async readComponent(componentRef: string): Promise<ReleasedComponent> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const ref = canonicalRef(componentRef, 'component', 'component');
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no ${ref}`);
    }
    return judgePipelines(entity, await this.#listPipelinesBeside(entity));
  }

  /** The same for many components that the catalog has already told of, in one request. */
  async readPipelinesOf(
    components: readonly Entity[],
  ): Promise<ReleasedComponent[]> {
    const refs = components.flatMap(({ relations = [] }) =>
      relations
        .filter(({ type }) => type === RELATION_RELEASED_BY)
        .map(({ targetRef }) => targetRef),
    );
    const found = await this.readEntities([...new Set(refs)]);
    const pipelines = found.filter(pipeline => pipeline !== undefined);
    return components.map(component =>
      judgePipelines(
        component,
        pipelines.filter(pipeline => isBeside(pipeline, component)),
      ),
    );
  }

  /** Entities in the order of their refs; undefined where the catalog has none. */
  async readEntities(
    refs: readonly string[],
  ): Promise<Array<Entity | undefined>> {
    if (refs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }

  /** All hosts, as far as it is about which machines they are. */
  async listHosts(): Promise<Entity[]> {
    const { items } = await this.#catalog.getEntities(
      {
        filter: { kind: 'Resource', 'spec.type': 'host' },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }

  /** A pipeline counts only where its component was described: nobody else can say how it is released. */
  async #listPipelinesBeside(component: Entity): Promise<Entity[]> {
    const origin = findOrigin(component);
    if (!origin) {
      return [];
    }
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: releasePipelineKind,
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: origin,
        },
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    // Two addresses that differ in case only are not the same place, but a filter of the catalog says they are.
    return items.filter(pipeline => isBeside(pipeline, component));
  }
}

function findOrigin({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
}

function isBeside(pipeline: Entity, component: Entity): boolean {
  const origin = findOrigin(component);
  return origin !== undefined && findOrigin(pipeline) === origin;
}
