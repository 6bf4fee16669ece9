import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  releaseApprovePermission,
  releaseCancelPermission,
  releaseCreatePermission,
  releaseReadPermission,
  releaseRollBackPermission,
} from '@stagedoor/plugin-releases-common';
import { Request } from 'express';
import { CatalogMemberships } from '../policy/CatalogMemberships';
import { canonicalRef, findOwner } from '../policy/entityRefs';
import { ReleaseCondition } from '../store/releaseConditions';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import { Asker, Rights } from './Asker';
import { GuardedRelease } from './releaseRules';

const phrases: Record<keyof Rights, string> = {
  create: 'release',
  rollBack: 'roll back',
  cancel: 'cancel releases of',
};

/** Why a right is missing, in words for people. */
export function sayMissing(right: keyof Rights, component: string): string {
  return `You may not ${phrases[right]} ${component}; its owners and platform engineers may`;
}

/** Asks the permission framework. Nothing else in this plugin does. */
export class ReleaseAccess {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #memberships: CatalogMemberships;
  readonly #permissions: PermissionsService;
  readonly #reader: ReleaseReader;
  readonly #ruleset: PermissionRuleset<GuardedRelease, ReleaseCondition>;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    memberships: CatalogMemberships;
    permissions: PermissionsService;
    reader: ReleaseReader;
    ruleset: PermissionRuleset<GuardedRelease, ReleaseCondition>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#memberships = options.memberships;
    this.#permissions = options.permissions;
    this.#reader = options.reader;
    this.#ruleset = options.ruleset;
  }

  /** Says who asks. */
  recognize(
    credentials: BackstageCredentials,
    command: { idempotencyKey?: string; request?: Request } = {},
  ): Asker {
    const { ref, inPerson } = this.#identify(credentials);
    const rights = new Map<string, Promise<Rights>>();
    let decider: ReturnType<Asker['asDecider']> | undefined;
    return {
      ...command,
      credentials,
      ref,
      inPerson,
      rightsOn: component => {
        const known =
          rights.get(component) ?? this.#askRights(component, credentials);
        rights.set(component, known);
        return known;
      },
      asDecider: () => {
        decider ??= this.#askDecider(ref, inPerson, credentials);
        return decider;
      },
    };
  }

  /** Which releases somebody may see; undefined for none, and no conditions for all. */
  async findVisible(
    credentials: BackstageCredentials,
  ): Promise<
    { conditions?: PermissionCriteria<ReleaseCondition> } | undefined
  > {
    const decision = await this.#decideRead(credentials);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return {};
      case AuthorizeResult.CONDITIONAL:
        return {
          conditions: createConditionTransformer(this.#ruleset)(
            decision.conditions,
          ),
        };
      default:
        return undefined;
    }
  }

  /**
   * Finds a release for somebody.
   *
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  async requireRelease(
    id: number,
    credentials: BackstageCredentials,
  ): Promise<StoredRelease> {
    const [decision, release] = await Promise.all([
      this.#decideRead(credentials),
      this.#reader.find(id),
    ]);
    if (!release || !this.#isVisible(decision, release)) {
      throw new NotFoundError(`There is no release #${id} that you may see`);
    }
    return release;
  }

  /**
   * Makes sure that somebody may see a component, and its releases.
   *
   * @returns its ref in its one spelling
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  async requireComponent(
    written: string,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const ref = canonicalRef(written, 'component', 'component');
    const [decision, entity] = await Promise.all([
      this.#decideRead(credentials),
      this.#catalog.getEntityByRef(ref, { credentials }),
    ]);
    const isVisible =
      entity !== undefined &&
      this.#isVisible(decision, { componentOwner: findOwner(entity) ?? '' });
    if (!isVisible) {
      throw new NotFoundError(`There is no ${ref} that you may see`);
    }
    return ref;
  }

  /** @throws NotAllowedError that says who may */
  async requireRight(
    right: keyof Rights,
    component: string,
    asker: Asker,
  ): Promise<void> {
    if (!(await asker.rightsOn(component))[right]) {
      throw new NotAllowedError(sayMissing(right, component));
    }
  }

  #identify(credentials: BackstageCredentials) {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef, actor } = credentials.principal;
      return {
        ref: canonicalRef(userEntityRef, 'user', 'user'),
        inPerson: actor === undefined,
      };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      return { ref: `service:${subject}`, inPerson: false };
    }
    throw new AuthenticationError('Sign in first');
  }

  #isVisible(decision: PolicyDecision, release: GuardedRelease): boolean {
    return createConditionAuthorizer(this.#ruleset)(decision, release);
  }

  async #decideRead(
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: releaseReadPermission }],
      { credentials },
    );
    return decision;
  }

  async #askRights(
    component: string,
    credentials: BackstageCredentials,
  ): Promise<Rights> {
    const resourceRef = component;
    const decisions = await this.#permissions.authorize(
      [
        { permission: releaseCreatePermission, resourceRef },
        { permission: releaseRollBackPermission, resourceRef },
        { permission: releaseCancelPermission, resourceRef },
      ],
      { credentials },
    );
    const [create, rollBack, cancel] = decisions.map(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    return { create, rollBack, cancel };
  }

  async #askDecider(
    ref: string,
    inPerson: boolean,
    credentials: BackstageCredentials,
  ) {
    if (!inPerson) {
      return { ref, inPerson, permitted: false, belongsTo: new Set<string>() };
    }
    const [[{ result }], belongsTo] = await Promise.all([
      this.#permissions.authorize([{ permission: releaseApprovePermission }], {
        credentials,
      }),
      this.#memberships.listBelongings(ref),
    ]);
    const permitted = result === AuthorizeResult.ALLOW;
    return { ref, inPerson, permitted, belongsTo };
  }
}
