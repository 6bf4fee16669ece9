import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  DeferredEntity,
  locationSpecToLocationEntity,
} from '@backstage/plugin-catalog-node';

/** The file in which a repository describes its entities. */
export const descriptorFile = 'catalog-info.yaml';

/** Which commit a location was read from last: with every new one the catalog reads it again. */
export const commitAnnotation = 'stagedoor.dev/commit';

/** Everything that was read from a repository carries this key, so that a push can refresh all of it. */
export function repositoryRefreshKey(name: string): string {
  return `repository:${name}`;
}

/** The location from which the catalog reads what a repository describes. */
export function createRepositoryLocation(
  target: string,
  commit: string,
): DeferredEntity & { ref: string } {
  const location = locationSpecToLocationEntity({
    location: { type: 'url', target },
  });
  const key = `url:${target}`;
  const entity = {
    ...location,
    metadata: {
      ...location.metadata,
      annotations: {
        ...location.metadata.annotations,
        [ANNOTATION_LOCATION]: key,
        [ANNOTATION_ORIGIN_LOCATION]: key,
        [commitAnnotation]: commit,
      },
    },
  };
  return { entity, locationKey: key, ref: stringifyEntityRef(entity) };
}
