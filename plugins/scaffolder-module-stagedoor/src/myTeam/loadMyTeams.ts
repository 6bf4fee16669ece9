import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { CatalogApi } from '@backstage/plugin-catalog-react';

/** A group that the signed-in person may give a service to. */
export interface Team {
  entityRef: string;
  title: string;
}

/**
 * Reads the groups that a person owns things through, which are exactly those that the backend accepts as owners. The
 * catalog adds their titles.
 */
export async function loadMyTeams(
  identityApi: IdentityApi,
  catalogApi: CatalogApi,
): Promise<Team[]> {
  const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
  const refs = ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
  const { items } =
    refs.length > 0
      ? await catalogApi.getEntitiesByRefs({
          entityRefs: refs,
          fields: ['kind', 'metadata', 'spec.profile'],
        })
      : { items: [] };
  return refs
    .map((entityRef, index) => ({
      entityRef,
      title: readTitle(items[index]) ?? parseEntityRef(entityRef).name,
    }))
    .sort((a, b) => a.title.localeCompare(b.title));
}

function readTitle(entity: Entity | undefined): string | undefined {
  const profile = entity?.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string' ? displayName : entity?.metadata.title;
}
