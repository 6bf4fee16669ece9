import { posix } from 'node:path';
import { ANNOTATION_SOURCE_LOCATION, Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  buildViewUrl,
  parseViewUrl,
  RepositoryLocation,
} from '@stagedoor/plugin-repositories-common';
import { repositoryRefreshKey } from './repositoryLocation';

/**
 * Says of every entity that was read from a repository where its source is, lets a push to the repository refresh it,
 * and refuses people and teams.
 */
export class RepositoryEntityProcessor implements CatalogProcessor {
  readonly #appBaseUrl: string;
  readonly #peopleFrom: ReadonlySet<string>;

  constructor(options: {
    appBaseUrl: string;
    /** Names of repositories that may describe people and teams. */
    peopleFrom: readonly string[];
  }) {
    this.#appBaseUrl = options.appBaseUrl;
    this.#peopleFrom = new Set(options.peopleFrom);
  }

  getProcessorName(): string {
    return 'stagedoor-repository';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
    origin: LocationSpec,
  ): Promise<Entity> {
    const source = this.#parse(location);
    this.#refusePeople(entity, [source, this.#parse(origin)]);
    if (!source) {
      return entity;
    }
    emit(processingResult.refresh(repositoryRefreshKey(source.name)));

    const directory = posix.dirname(source.path);
    const url = buildViewUrl(this.#appBaseUrl, 'tree', {
      ...source,
      path: directory === '.' ? '' : directory,
    });
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          // The slash at the end makes relative addresses lead into the directory.
          [ANNOTATION_SOURCE_LOCATION]: `url:${url}/`,
          ...entity.metadata.annotations,
        },
      },
    };
  }

  /**
   * Roles are given to people and to teams with everybody in the teams below. Whoever could describe a team in a
   * repository of their own could therefore give themselves any role.
   */
  #refusePeople(
    entity: Entity,
    sources: (RepositoryLocation | undefined)[],
  ): void {
    const source = sources.find(
      candidate => candidate && !this.#peopleFrom.has(candidate.name),
    );
    if (source && /^(?:user|group)$/i.test(entity.kind)) {
      throw new NotAllowedError(
        `The repository '${source.name}' may not describe a ${entity.kind}; a platform engineer can allow it in catalog.providers.repositories.peopleFrom`,
      );
    }
  }

  #parse(location: LocationSpec): RepositoryLocation | undefined {
    return location.type === 'url' && URL.canParse(location.target)
      ? parseViewUrl(this.#appBaseUrl, location.target)
      : undefined;
  }
}
