import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { stockPluginModules } from './extensions/stockPluginModules';
import { rolesPlugin } from './plugin';

/**
 * The plugin, and what it adds to the plugins of Backstage.
 *
 * @public
 */
export default createFrontendFeatureLoader({
  loader: () => [rolesPlugin, ...stockPluginModules],
});
export { rolesPlugin };
export { stockPluginModules };
