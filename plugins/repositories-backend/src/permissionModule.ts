import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  repositoryPushPermission,
  repositoryReadPermission,
} from '@stagedoor/plugin-repositories-common';
import { rolesExtensionPoint } from '@stagedoor/plugin-roles-node';

/**
 * Tells the permission plugin who may read repositories and push to them.
 *
 * @public
 */
export const repositoriesPermissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'repositories',
  register(env) {
    env.registerInit({
      deps: { roles: rolesExtensionPoint },
      async init({ roles }) {
        roles.addPermissions([
          {
            permission: repositoryReadPermission,
            title: 'Read repositories',
            phrase: 'read repositories',
            description: 'See repositories, read their files and clone them.',
            allow: {
              viewer: 'always',
              developer: 'always',
              'platform-engineer': 'always',
              auditor: 'always',
            },
          },
          {
            permission: repositoryPushPermission,
            title: 'Push to a repository',
            phrase: 'push to the repository of {resource}',
            description:
              'Push commits to the repository that describes the entity.',
            allow: { owner: 'owner', 'platform-engineer': 'always' },
          },
        ]);
      },
    });
  },
});
