/**
 * Git repositories over REST, over git's own protocol, and as actions.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { repositoriesUrlReaderServiceFactory } from '@stagedoor/plugin-repositories-node';
import { repositoriesPermissionModule } from './permissionModule';
import { repositoriesPlugin } from './plugin';

export { repositoriesPermissionModule } from './permissionModule';
export { repositoriesPlugin } from './plugin';

/**
 * The plugin, its permissions, and the URL reader with which every other plugin reads repositories.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [
    repositoriesPlugin,
    repositoriesPermissionModule,
    repositoriesUrlReaderServiceFactory,
  ],
});
