import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { Decider } from '../local/localPolicyServiceRef';
import { RoleHoldings } from '../membership/RoleHoldings';
import { PermissionTable } from '../table/PermissionTable';
import { decide } from './decide';

/** Anyone signed in can ask about any name, so what is remembered has an end. */
const MAX_REMEMBERED_NAMES = 500;

/**
 * Denies by default, and otherwise decides by the table of roles and permissions. Only people reach it: what another
 * plugin or an external token may do, the framework has decided before.
 */
export class RolePolicy implements PermissionPolicy, Decider {
  readonly #table: PermissionTable;
  readonly #holdings: RoleHoldings;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #reported = new Set<string>();

  constructor(options: {
    table: PermissionTable;
    holdings: RoleHoldings;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#table = options.table;
    this.#holdings = options.holdings;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user || !this.#auth.isPrincipal(user.credentials, 'user')) {
      return { result: AuthorizeResult.DENY };
    }
    return this.decide(permission, user.credentials);
  }

  async decide(
    permission: Permission,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<PolicyDecision> {
    const declared = this.#table.find(permission.name);
    if (!declared || !isSamePermission(declared.permission, permission)) {
      this.#reportOnce(permission.name);
      return { result: AuthorizeResult.DENY };
    }
    return decide(await this.#holdings.resolve(credentials), declared);
  }

  #reportOnce(name: string): void {
    if (
      this.#reported.has(name) ||
      this.#reported.size >= MAX_REMEMBERED_NAMES
    ) {
      return;
    }
    this.#reported.add(name);
    this.#logger.warn(
      `Denied the permission ${JSON.stringify(name)} to everyone, because it is not in the table of roles and permissions. A plugin declares its permissions with rolesExtensionPoint of @stagedoor/plugin-roles-node, in a module of the plugin 'permission'.`,
    );
  }
}

/** The question carries the whole permission; a name alone would let a resource permission be asked as a basic one. */
function isSamePermission(declared: Permission, asked: Permission): boolean {
  return declared.type === 'resource'
    ? asked.type === 'resource' && asked.resourceType === declared.resourceType
    : asked.type === declared.type;
}
