/**
 * Releases: asked for, approved, carried out, watched and rolled back.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { releasesPermissionModule } from './permissionModule';
import { releasesPlugin } from './plugin';

export { releasesPermissionModule } from './permissionModule';
export { releasesPlugin } from './plugin';

/**
 * The plugin and its permissions.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [releasesPlugin, releasesPermissionModule],
});
