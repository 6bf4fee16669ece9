import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { localPermissionsFactory } from './local/localPermissionsFactory';
import { permissionModuleStagedoor } from './module';

/**
 * The policy, and for the plugins of the same process a way to ask it without a request over HTTP.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [permissionModuleStagedoor, localPermissionsFactory],
});
