import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { AssignableRole } from '@stagedoor/plugin-roles-common';
import { RoleHolder } from '@stagedoor/plugin-roles-node';
import { EVERYONE, RoleAssignment } from '../config/readRoleAssignments';
import { BriefCache } from './BriefCache';
import { GroupPaths, ReachedGroup } from './GroupPaths';

/** Why somebody has a role, in entity refs. */
export type HoldingSource =
  { kind: 'everyone' } | { kind: 'user' } | { kind: 'group'; path: string[] };

/** The roles of one person, and why. */
export interface RoleHolding extends RoleHolder {
  roles: ReadonlyMap<AssignableRole, HoldingSource[]>;
}

/** What it is worked out from may be as old again, so nothing counts for longer than half a minute. */
const LIFETIME_MS = 15_000;
const MAX_CACHED_PEOPLE = 5_000;

/**
 * Works out the roles of a person. Who is in which group is what the catalog says now, so somebody who leaves a group
 * loses its roles within half a minute, not when their session ends; and somebody who leaves the catalog leaves them all.
 */
export class RoleHoldings {
  readonly #assignments: readonly RoleAssignment[];
  readonly #groupPaths: GroupPaths;
  readonly #holdings: BriefCache<RoleHolding>;

  constructor(options: {
    assignments: readonly RoleAssignment[];
    groupPaths: GroupPaths;
    now?: () => number;
  }) {
    this.#assignments = options.assignments;
    this.#groupPaths = options.groupPaths;
    this.#holdings = new BriefCache({
      lifetimeMs: LIFETIME_MS,
      maxEntries: MAX_CACHED_PEOPLE,
      now: options.now,
    });
  }

  /**
   * @throws ServiceUnavailableError when the groups cannot be read: a guess would either deny what is allowed or allow
   * what is denied
   */
  resolve(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<RoleHolding> {
    const { userEntityRef } = credentials.principal;
    return (
      this.#holdings.find(userEntityRef) ??
      this.#holdings.keep(userEntityRef, this.#workOut(userEntityRef))
    );
  }

  async #workOut(userEntityRef: string): Promise<RoleHolding> {
    try {
      const person = await this.#groupPaths.find(userEntityRef);
      const groups = person?.parents ?? [];
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...groups],
        roles: this.#matchRoles(
          userEntityRef,
          await this.#groupPaths.climb(groups),
        ),
      };
    } catch (error) {
      throw new ServiceUnavailableError(
        `The roles of ${userEntityRef} cannot be worked out, because the catalog does not say which groups they are in; try again in a moment`,
        error,
      );
    }
  }

  #matchRoles(
    userEntityRef: string,
    groups: ReachedGroup[],
  ): Map<AssignableRole, HoldingSource[]> {
    const roles = new Map<AssignableRole, HoldingSource[]>();
    for (const { role, members } of this.#assignments) {
      const sources: HoldingSource[] = groups
        .filter(({ entityRef }) => members.includes(entityRef))
        .map(({ path }) => ({ kind: 'group', path }));
      if (members.includes(userEntityRef)) {
        sources.unshift({ kind: 'user' });
      }
      if (members.includes(EVERYONE)) {
        sources.push({ kind: 'everyone' });
      }
      if (sources.length > 0) {
        roles.set(role, sources);
      }
    }
    return roles;
  }
}
