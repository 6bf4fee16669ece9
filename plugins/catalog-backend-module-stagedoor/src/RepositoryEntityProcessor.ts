import { posix } from 'node:path';
import { ANNOTATION_SOURCE_LOCATION, Entity } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  buildViewUrl,
  parseViewUrl,
} from '@stagedoor/plugin-repositories-common';
import { repositoryRefreshKey } from './repositoryLocation';

/**
 * Says of every entity that was read from a repository where its source is, and lets a push to the repository refresh
 * it.
 */
export class RepositoryEntityProcessor implements CatalogProcessor {
  readonly #appBaseUrl: string;

  constructor(options: { appBaseUrl: string }) {
    this.#appBaseUrl = options.appBaseUrl;
  }

  getProcessorName(): string {
    return 'stagedoor-repository';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const source =
      location.type === 'url' && URL.canParse(location.target)
        ? parseViewUrl(this.#appBaseUrl, location.target)
        : undefined;
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
}
