import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useLoad, type Loaded } from '../feedback/useLoad';

/** Loads entities by their references; what is gone, or may not be seen, is left out. */
export function useRelatedEntities(refs: readonly string[]): Loaded<Entity[]> {
  const catalogApi = useApi(catalogApiRef);
  const key = refs.join(' ');
  return useLoad(
    useCallback(async () => {
      if (!key) {
        return [];
      }
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs: key.split(' '),
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'metadata.description',
          'metadata.annotations',
          'spec.type',
          'spec.lifecycle',
          'relations',
        ],
      });
      return items.filter(item => item !== undefined);
    }, [catalogApi, key]),
  );
}
