import {
  BackstageCredentials,
  BackstageServicePrincipal,
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

type Definitive = DefinitivePolicyDecision;
const allow: Definitive = { result: AuthorizeResult.ALLOW };
const deny: Definitive = { result: AuthorizeResult.DENY };

/**
 * Decides as the platform's policy does: everybody sees releases, owners and dara change them, engineers approve. `own`
 * sees releases of what they own, or asked for; `nobody` sees none.
 */
export class FakePermissions implements PermissionsService {
  readonly #entities: readonly Entity[];

  constructor(entities: readonly Entity[]) {
    this.#entities = entities;
  }

  async authorize(
    requests: Array<{
      permission: { name: string };
      resourceRef?: string | string[];
    }>,
    { credentials }: { credentials: BackstageCredentials },
  ) {
    return requests.map(({ permission, resourceRef }) =>
      this.#decide(permission.name, String(resourceRef), credentials),
    );
  }

  async authorizeConditional(
    requests: Array<{ permission: { name: string } }>,
    { credentials }: { credentials: BackstageCredentials },
  ) {
    return requests.map(({ permission }) => {
      const user = readUser(credentials);
      if (user === 'user:default/own') {
        return limitToOwn(user);
      }
      return user === 'user:default/nobody'
        ? deny
        : this.#decide(permission.name, '', credentials);
    });
  }

  #decide(
    name: string,
    resourceRef: string,
    credentials: BackstageCredentials,
  ): Definitive {
    const user = readUser(credentials);
    if (user === undefined) {
      return decideForProgram(name, credentials);
    }
    if (name === 'releases.release.read') {
      return allow;
    }
    const person = findEntity(this.#entities, user);
    const groups = (person?.relations ?? []).map(({ targetRef }) => targetRef);
    const isPlatform = user === 'user:default/dara';
    if (name === 'releases.release.approve') {
      return groups.length > 0 ? allow : deny;
    }
    const owner = findEntity(this.#entities, resourceRef)?.spec?.owner;
    return isPlatform || groups.includes(String(owner)) ? allow : deny;
  }
}

function readUser(credentials: BackstageCredentials): string | undefined {
  const principal = credentials.principal as BackstageUserPrincipal;
  return principal.type === 'user'
    ? principal.userEntityRef.toLowerCase()
    : undefined;
}

/** What its token names, or everything. */
function decideForProgram(
  name: string,
  credentials: BackstageCredentials,
): Definitive {
  const { accessRestrictions } =
    credentials.principal as BackstageServicePrincipal;
  const names = accessRestrictions?.permissionNames;
  return !names || names.includes(name) ? allow : deny;
}

function limitToOwn(user: string): ConditionalPolicyDecision {
  const condition = (rule: string, params: Record<string, string[]>) => ({
    resourceType: 'release',
    rule,
    params,
  });
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'releases',
    resourceType: 'release',
    conditions: {
      anyOf: [
        condition('isOwnedBy', { claims: ['group:default/checkout'] }),
        condition('isRequestedBy', { userRefs: [user] }),
      ],
    },
  };
}
