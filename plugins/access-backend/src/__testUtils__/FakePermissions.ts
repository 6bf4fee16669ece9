import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { findEntity } from '@stagedoor/test-organisation';
import { accessRuleConditions } from '../permissions/accessRules';

const allow: DefinitivePolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: DefinitivePolicyDecision = { result: AuthorizeResult.DENY };
const { isHeldBy, isOnHostOf, isReviewedBy } = accessRuleConditions;

/** Decides as the platform's policy does: chen and dara are platform engineers, eva an auditor, finn and nobody look. */
export class FakePermissions implements PermissionsService {
  readonly #entities: readonly Entity[];

  constructor(entities: readonly Entity[]) {
    this.#entities = entities;
  }

  async authorize(
    requests: Array<{ permission: { name: string } }>,
    { credentials }: { credentials: BackstageCredentials },
  ) {
    return requests.map(({ permission }) => {
      const user = readUser(credentials);
      if (user === undefined) {
        return allow;
      }
      return permission.name === 'access.holders.read'
        ? decide(user === 'eva' || this.#listGroups(user).length > 0)
        : decide(this.#listGroups(user).length > 0);
    });
  }

  async authorizeConditional(
    requests: Array<{ permission: { name: string } }>,
    { credentials }: { credentials: BackstageCredentials },
  ) {
    return requests.map(({ permission }) => {
      const user = readUser(credentials);
      const isRead = permission.name !== 'access.grant.revoke';
      if (user === undefined || ['chen', 'dara'].includes(user)) {
        return allow;
      }
      if (user === 'eva') {
        return decide(isRead);
      }
      if (user === 'nobody') {
        return deny;
      }
      const me = `user:default/${user}`;
      return limit(permission.name, me, [me, ...this.#listGroups(user)]);
    });
  }

  #listGroups(user: string): string[] {
    const entity = findEntity(this.#entities, `user:default/${user}`);
    return (entity?.relations ?? []).map(({ targetRef }) => targetRef);
  }
}

function limit(
  permission: string,
  me: string,
  claims: string[],
): ConditionalPolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'access',
    resourceType: 'access',
    conditions:
      permission === 'access.request.read'
        ? {
            anyOf: [
              isHeldBy({ claims: [me] }),
              isOnHostOf({ claims }),
              isReviewedBy({ claims }),
            ],
          }
        : isOnHostOf({ claims }),
  };
}

function decide(isAllowed: boolean) {
  return isAllowed ? allow : deny;
}

function readUser(credentials: BackstageCredentials): string | undefined {
  const principal = credentials.principal as BackstageUserPrincipal;
  return principal.type === 'user'
    ? principal.userEntityRef.toLowerCase().replace('user:default/', '')
    : undefined;
}
