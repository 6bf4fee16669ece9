import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  releaseApprovePermission,
  releaseCancelPermission,
  releaseCreatePermission,
  releaseRollBackPermission,
} from '@stagedoor/plugin-releases-common';
import { Request } from 'express';
import { CatalogMemberships, identifyCaller } from '@stagedoor/catalog-people';
import { Asker, Rights } from './Asker';

/** Knows who asks, and what they may do. */
export class Askers {
  readonly #auth: AuthService;
  readonly #memberships: CatalogMemberships;
  readonly #permissions: PermissionsService;

  constructor(options: {
    auth: AuthService;
    memberships: CatalogMemberships;
    permissions: PermissionsService;
  }) {
    this.#auth = options.auth;
    this.#memberships = options.memberships;
    this.#permissions = options.permissions;
  }

  /** Says who asks. */
  recognize(
    credentials: BackstageCredentials,
    command: { idempotencyKey?: string; request?: Request } = {},
  ): Asker {
    const caller = identifyCaller(this.#auth, credentials);
    const { ref, inPerson } = caller;
    const rights = new Map<string, Promise<Rights>>();
    let decider: ReturnType<Asker['asDecider']> | undefined;
    return {
      ...command,
      ...caller,
      credentials,
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
