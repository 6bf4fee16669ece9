import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  releaseApprovePermission,
  releaseCancelPermission,
  releaseCreatePermission,
  releaseReadPermission,
  releaseRollBackPermission,
} from '@stagedoor/plugin-releases-common';
import { rolesExtensionPoint } from '@stagedoor/plugin-roles-node';

const owners = { owner: 'owner', 'platform-engineer': 'always' } as const;

/**
 * Tells the permission plugin who may do what with releases.
 *
 * @public
 */
export const releasesPermissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'releases',
  register(env) {
    env.registerInit({
      deps: { roles: rolesExtensionPoint },
      async init({ roles }) {
        roles.addPermissions([
          {
            permission: releaseReadPermission,
            title: 'See releases',
            phrase: 'see releases',
            description: 'See releases, their logs and what runs where.',
            allow: {
              viewer: 'always',
              developer: 'always',
              'platform-engineer': 'always',
              auditor: 'always',
            },
          },
          {
            permission: releaseCreatePermission,
            title: 'Release a version',
            phrase: 'release {resource}',
            description: 'Ask for a release, a redeploy or a retry.',
            allow: owners,
          },
          {
            permission: releaseRollBackPermission,
            title: 'Roll back',
            phrase: 'roll back {resource}',
            description: 'Ask for a version that ran before.',
            allow: owners,
          },
          {
            permission: releaseCancelPermission,
            title: 'Cancel a release',
            phrase: 'cancel releases of {resource}',
            description: 'Stop a release that waits or runs.',
            allow: owners,
          },
          {
            permission: releaseApprovePermission,
            title: 'Approve releases',
            phrase: 'approve releases',
            description:
              'Approve or reject releases of others, where the policy of the environment asks for it.',
            allow: { developer: 'always', 'platform-engineer': 'always' },
          },
        ]);
      },
    });
  },
});
