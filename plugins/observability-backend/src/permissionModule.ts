import { createBackendModule } from '@backstage/backend-plugin-api';
import { observabilityLinksReadPermission } from '@stagedoor/plugin-observability-common';
import { rolesExtensionPoint } from '@stagedoor/plugin-roles-node';

/**
 * Tells the permission plugin who may see links: everybody who may see anything. Which entities have links to see stays
 * with the permissions of the catalog.
 *
 * @public
 */
export const observabilityPermissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'observability',
  register(env) {
    env.registerInit({
      deps: { roles: rolesExtensionPoint },
      async init({ roles }) {
        roles.addPermissions([
          {
            permission: observabilityLinksReadPermission,
            title: 'See links to monitoring and logs',
            phrase: 'see links to monitoring and logs',
            description:
              'See the links from a service to its dashboards, metrics, logs, alerts, builds, issues and source.',
            allow: {
              viewer: 'always',
              developer: 'always',
              'platform-engineer': 'always',
              auditor: 'always',
            },
          },
        ]);
      },
    });
  },
});
