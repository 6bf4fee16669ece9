import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { CatalogMemberships, identifyCaller } from '@stagedoor/catalog-people';
import {
  accessRequestPermission,
  accessReviewPermission,
  Allowed,
} from '@stagedoor/plugin-access-common';
import { Request } from 'express';
import { HolderCheck } from '../policy/HolderCheck';
import { refused, Reviewer } from '../policy/mayReview';
import { Asker } from './Asker';

/** Knows who asks, and what they are. */
export class Askers {
  readonly #auth: AuthService;
  readonly #holders: HolderCheck;
  readonly #memberships: CatalogMemberships;
  readonly #permissions: PermissionsService;

  constructor(options: {
    auth: AuthService;
    holders: HolderCheck;
    memberships: CatalogMemberships;
    permissions: PermissionsService;
  }) {
    this.#auth = options.auth;
    this.#holders = options.holders;
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
    let mayRequest: Promise<boolean> | undefined;
    let holder: Promise<Allowed> | undefined;
    let reviewer: Promise<Reviewer> | undefined;
    return {
      ...command,
      ...caller,
      credentials,
      mayRequest: () => {
        // Services pass every permission that they are not restricted to, and are nobody who could hold access.
        mayRequest ??= ref.startsWith('user:')
          ? this.#may(accessRequestPermission, credentials)
          : Promise.resolve(false);
        return mayRequest;
      },
      mayHold: () => {
        holder ??= inPerson
          ? this.#holders.mayHold(ref)
          : Promise.resolve(refused('Only a person can hold access'));
        return holder;
      },
      asReviewer: () => {
        reviewer ??= this.#askReviewer(ref, inPerson, credentials);
        return reviewer;
      },
    };
  }

  async #askReviewer(
    ref: string,
    inPerson: boolean,
    credentials: BackstageCredentials,
  ): Promise<Reviewer> {
    if (!ref.startsWith('user:')) {
      return { ref, inPerson, permitted: false, belongsTo: new Set<string>() };
    }
    const [permitted, belongsTo] = await Promise.all([
      this.#may(accessReviewPermission, credentials),
      this.#memberships.listBelongings(ref),
    ]);
    return { ref, inPerson, permitted, belongsTo };
  }

  async #may(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }
}
