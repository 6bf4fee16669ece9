import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import { repositoriesChangedSchema } from '@stagedoor/plugin-repositories-common';
import {
  RepositoriesService,
  repositoriesServiceRef,
} from '@stagedoor/plugin-repositories-node';
import { parse } from 'yaml';

/**
 * A catalog that takes its time, as the real one does: it reads stored repositories when they change and locations when
 * they are registered, some while later, and keeps the first of two entities with the same reference.
 */
export class FakeCatalog {
  readonly locations: string[] = [];
  /** Entities that only the platform itself may see. */
  readonly hidden = new Set<string>();
  /** What a registered location turns out to contain. */
  readonly remoteFiles = new Map<string, Entity>();
  readonly locationErrors = new Map<string, string>();
  readsRepositories = true;
  delayMs = 100;
  readonly #entities = new Map<string, Entity>();
  /** How often it was cleared: what was on its way before does not come. */
  #round = 0;

  add(entity: Entity): void {
    const ref = stringifyEntityRef(entity);
    if (!this.#entities.has(ref)) {
      this.#entities.set(ref, entity);
    }
  }

  remove(ref: string): void {
    this.#entities.delete(ref);
  }

  /** Forgets everything, also what is on its way. */
  clear(): void {
    this.#round += 1;
    this.#entities.clear();
    this.locations.length = 0;
    this.hidden.clear();
    this.remoteFiles.clear();
    this.locationErrors.clear();
    this.readsRepositories = true;
  }

  createServiceFactory() {
    const service = this.#createService();
    return createServiceFactory({
      service: catalogServiceRef,
      deps: { events: eventsServiceRef, repositories: repositoriesServiceRef },
      factory: ({ events, repositories }) => {
        this.#follow(events, repositories);
        return service;
      },
    });
  }

  #createService() {
    return catalogServiceMock.mock({
      getEntityByRef: async (ref, options) => {
        const key = typeof ref === 'string' ? ref : stringifyEntityRef(ref);
        const principal =
          options && 'credentials' in options && options.credentials.principal;
        const isService =
          typeof principal === 'object' &&
          principal !== null &&
          'type' in principal &&
          principal.type === 'service';
        return this.hidden.has(key) && !isService
          ? undefined
          : this.#entities.get(key);
      },
      getEntities: async request => {
        const filter = [request?.filter ?? {}].flat()[0];
        const message = this.locationErrors.get(String(filter['spec.target']));
        const location = {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Location',
          metadata: { name: 'generated-1' },
          status: { items: [{ level: 'error', message }] },
        };
        return { items: message ? [location] : [] };
      },
      addLocation: async ({ type = 'url', target, onConflict }) => {
        if (this.locations.includes(target) && onConflict !== 'refresh') {
          throw new ConflictError(`Location ${type}:${target} already exists`);
        }
        this.locations.push(target);
        const entity = this.remoteFiles.get(target);
        if (entity) {
          this.#addLater(entity, target, this.#round);
        }
        return {
          location: { id: '1', type, target, entityRef: 'location:default/l1' },
          entities: [],
        };
      },
    });
  }

  #follow(events: EventsService, repositories: RepositoriesService): void {
    events.subscribe({
      id: 'fake-catalog',
      topics: ['repositories.changed'],
      onEvent: async ({ eventPayload }) => {
        const round = this.#round;
        const { name } = repositoriesChangedSchema.parse(eventPayload);
        const file = await repositories.readFile(name, {
          path: 'catalog-info.yaml',
        });
        if (file && this.readsRepositories) {
          const target = repositories.viewUrl(name, 'blob', {
            path: 'catalog-info.yaml',
          });
          this.#addLater(parse(file.content.toString('utf8')), target, round);
        }
      },
    });
  }

  #addLater(entity: Entity, target: string, round: number): void {
    const { metadata, ...rest } = entity;
    const annotations = {
      ...metadata.annotations,
      [ANNOTATION_LOCATION]: `url:${target}`,
    };
    setTimeout(() => {
      if (round === this.#round) {
        this.add({ ...rest, metadata: { ...metadata, annotations } });
      }
    }, this.delayMs).unref();
  }
}
