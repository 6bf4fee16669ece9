import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiShieldUserLine } from '@remixicon/react';
import { entityPermissionsMenuItem } from './extensions/entityPermissionsMenuItem';
import { rolesApi } from './extensions/rolesApi';
import { rolesPage } from './extensions/rolesPage';
import { rootRouteRef } from './routes';

/**
 * Who may do what on the platform, and why.
 *
 * @public
 */
export const rolesPlugin = createFrontendPlugin({
  pluginId: 'roles',
  title: 'Roles and permissions',
  icon: <RiShieldUserLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [rolesApi, rolesPage, entityPermissionsMenuItem],
});
