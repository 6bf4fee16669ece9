/**
 * Backend of the observability plugin.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { observabilityPermissionModule } from './permissionModule';
import { observabilityPlugin } from './plugin';

/**
 * The plugin and its permissions.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [observabilityPlugin, observabilityPermissionModule],
});
