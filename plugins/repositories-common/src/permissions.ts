import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See repositories, read their files and clone them.
 *
 * @public
 */
export const repositoryReadPermission = createPermission({
  name: 'repositories.repository.read',
  attributes: { action: 'read' },
});

/**
 * Push to a repository. Decided for the entities that the repository describes, so that their owners may.
 *
 * @public
 */
export const repositoryPushPermission = createPermission({
  name: 'repositories.repository.push',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** @public */
export const repositoriesPermissions = [
  repositoryReadPermission,
  repositoryPushPermission,
];
