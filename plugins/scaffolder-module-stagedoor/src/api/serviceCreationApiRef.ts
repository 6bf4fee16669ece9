import { createApiRef } from '@backstage/frontend-plugin-api';
import { ServiceCreationApi } from '@stagedoor/service-creation';

/**
 * What the form asks before a service is created.
 *
 * @public
 */
export const serviceCreationApiRef = createApiRef<ServiceCreationApi>().with({
  id: 'plugin.scaffolder.stagedoor',
  pluginId: 'scaffolder',
});
