import { Entity } from '@backstage/catalog-model';

/** What people call a user, a group or any other entity. */
export function getTitle(entity: Entity): string {
  const profile = entity.spec?.profile;
  const displayName =
    typeof profile === 'object' && profile !== null && !Array.isArray(profile)
      ? profile.displayName
      : undefined;
  return typeof displayName === 'string' && displayName
    ? displayName
    : (entity.metadata.title ?? entity.metadata.name);
}
