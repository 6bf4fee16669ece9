/**
 * Access to hosts: asked for, reviewed by others, held for a time, used through a bastion, recorded, and over in time.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { accessPermissionModule } from './permissionModule';
import { accessPlugin } from './plugin';

export { accessPermissionModule } from './permissionModule';
export { accessPlugin } from './plugin';

/**
 * The plugin and its permissions.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [accessPlugin, accessPermissionModule],
});
