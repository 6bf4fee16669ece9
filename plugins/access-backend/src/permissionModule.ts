import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  accessHoldersPermission,
  accessReadPermission,
  accessReplayPermission,
  accessRequestPermission,
  accessReviewPermission,
  accessRevokePermission,
  RESOURCE_TYPE_ACCESS,
} from '@stagedoor/plugin-access-common';
import {
  ConditionalAllowance,
  RoleHolder,
  rolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';
import { accessRuleConditions } from './permissions/accessRules';
import { requestingRoles, reviewingRoles } from './policy/roles';

const { isHeldBy, isOnHostOf, isReviewedBy } = accessRuleConditions;

const what = { pluginId: 'access', resourceType: RESOURCE_TYPE_ACCESS };

const theirConcern: ConditionalAllowance = {
  ...what,
  restriction: 'if they asked for it, review it or own the host',
  createConditions: ({ userEntityRef, ownershipEntityRefs }: RoleHolder) => ({
    anyOf: [
      isHeldBy({ claims: [userEntityRef] }),
      isOnHostOf({ claims: ownershipEntityRefs }),
      isReviewedBy({ claims: ownershipEntityRefs }),
    ],
  }),
};

const theirHosts: ConditionalAllowance = {
  ...what,
  restriction: 'if they own the host',
  createConditions: ({ ownershipEntityRefs }: RoleHolder) =>
    isOnHostOf({ claims: ownershipEntityRefs }),
};

/**
 * Tells the permission plugin who may do what with access to hosts.
 *
 * @public
 */
export const accessPermissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'access',
  register(env) {
    env.registerInit({
      deps: { roles: rolesExtensionPoint },
      async init({ roles }) {
        const everyoneOf = (names: readonly string[]) =>
          Object.fromEntries(names.map(name => [name, 'always' as const]));
        roles.addPermissions([
          {
            permission: accessReadPermission,
            title: 'See access',
            phrase: 'see access requests',
            description: 'See requests for access, grants and sessions.',
            allow: {
              viewer: theirConcern,
              developer: theirConcern,
              'platform-engineer': 'always',
              auditor: 'always',
            },
          },
          {
            permission: accessRequestPermission,
            title: 'Ask for access',
            phrase: 'ask for access to hosts',
            description: 'Ask for an account on hosts, and hold it.',
            allow: everyoneOf(requestingRoles),
          },
          {
            permission: accessReviewPermission,
            title: 'Review access',
            phrase: 'review requests for access',
            description:
              'Approve or deny requests of others, where the policy of the hosts asks for it.',
            allow: everyoneOf(reviewingRoles),
          },
          {
            permission: accessRevokePermission,
            title: 'Take access away',
            phrase: 'take access away',
            description:
              'End the access of somebody, or one of their sessions.',
            allow: { owner: theirHosts, 'platform-engineer': 'always' },
          },
          {
            permission: accessReplayPermission,
            title: 'Replay sessions',
            phrase: 'replay sessions',
            description: 'Watch the recording of a session. It is audited.',
            allow: {
              owner: theirHosts,
              auditor: 'always',
              'platform-engineer': 'always',
            },
          },
          {
            permission: accessHoldersPermission,
            title: 'See who has access',
            phrase: 'see who has access to what',
            description:
              'See who has access to which host, now or in the past.',
            allow: {
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
