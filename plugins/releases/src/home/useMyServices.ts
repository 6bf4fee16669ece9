import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { DeploymentList } from '@stagedoor/plugin-releases-common';
import { type Loaded, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { useReleasesSignal } from '../live/useReleasesSignal';

const shown = 12;
/** Those that are released are among those that are owned: so many that none of the shown is missing. */
const read = 100;

/** A component as the home page shows it. */
export interface Service {
  ref: string;
  title: string;
  description?: string;
}

/** What the person or their teams own, by name; what of it runs where comes after it, and follows releases. */
export function useMyServices(): {
  services: Loaded<{ items: Service[]; total: number }>;
  deployments: Loaded<DeploymentList>;
} {
  const api = useApi(releasesApiRef);
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const services = useLoad(
    useCallback(async () => {
      const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
      const { items, totalItems } = await catalogApi.queryEntities({
        filter: { kind: 'component', 'relations.ownedBy': ownershipEntityRefs },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'metadata.description',
        ],
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: shown,
      });
      return { items: items.map(toService), total: totalItems };
    }, [catalogApi, identityApi]),
  );
  const deployments = useLoad(
    useCallback(
      signal => api.listDeployments({ owner: 'me', limit: read }, signal),
      [api],
    ),
    useReleasesSignal(),
  );
  return { services, deployments };
}

function toService(entity: Entity): Service {
  const { name, title, description } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    title: title ?? name,
    description,
  };
}
