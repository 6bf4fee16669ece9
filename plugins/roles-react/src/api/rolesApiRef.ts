import { createApiRef } from '@backstage/frontend-plugin-api';
import { RolesApi } from '@stagedoor/plugin-roles-common';

/**
 * Answers who may do what, and why. The roles plugin provides it.
 *
 * @public
 */
export const rolesApiRef = createApiRef<RolesApi>({
  id: 'plugin.roles.client',
});
