import {
  Allowed,
  Approval,
  ReleaseKind,
} from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy } from '../config';
import { StoredApproval } from '../store/rows';
import { LostApproval } from '../store/voidApprovals';
import { CatalogMemberships } from '@stagedoor/catalog-people';
import {
  countRequired,
  Decidable,
  listAsked,
  mayDecide,
  refused,
} from './mayDecide';

/** A release whose approvals are judged. */
export interface Judged extends Decidable {
  environment: string;
  kind: ReleaseKind;
}

/** Whether a release may start, and if not, whose approvals do not count any more. */
export type StartVerdict =
  { allowed: true } | { allowed: false; reason: string; lost: LostApproval[] };

const maxPeople = 20;

/** Judges approvals by the policy and the memberships of this moment. */
export class ApprovalPolicy {
  readonly #environments: ReadonlyMap<string, EnvironmentPolicy>;
  readonly #memberships: CatalogMemberships;

  constructor(options: {
    environments: readonly EnvironmentPolicy[];
    memberships: CatalogMemberships;
  }) {
    this.#environments = new Map(
      options.environments.map(policy => [policy.name, policy]),
    );
    this.#memberships = options.memberships;
  }

  /** Each recorded decision, with whether it counts, and if not, why. */
  async judge(
    release: Judged,
    approvals: readonly StoredApproval[],
  ): Promise<Approval[]> {
    return Promise.all(
      approvals.map(async approval => {
        const { by, decision, comment, at } = approval;
        return {
          by,
          decision,
          ...(comment !== undefined && { comment }),
          at,
          counts: await this.#judgeOne(release, approval),
        };
      }),
    );
  }

  /**
   * Whether a release may start now. Asked again right before it does: an approver may have left, the policy may have
   * changed.
   */
  async mayStart(
    release: Judged,
    approvals: readonly StoredApproval[],
  ): Promise<StartVerdict> {
    const policy = this.#environments.get(release.environment);
    if (!policy) {
      return {
        allowed: false,
        reason: `The configuration names no environment '${release.environment}' any more`,
        lost: [],
      };
    }
    const required = countRequired(policy, release.kind);
    if (required === 0) {
      return { allowed: true };
    }
    const judged = await this.judge(release, approvals.filter(isStanding));
    const given = countGiven(judged);
    if (given >= required) {
      return { allowed: true };
    }
    const lost = listLost(judged);
    const why =
      lost.length > 0
        ? `; the approval of ${lost[0].by} does not count: ${lost[0].reason}`
        : '';
    return {
      allowed: false,
      reason: `${required} ${required === 1 ? 'approval is' : 'approvals are'} needed, ${given} given${why}`,
      lost,
    };
  }

  /** People who could approve, without those who may not: at most 20. */
  async listApprovers(
    release: Decidable,
    policy: EnvironmentPolicy,
  ): Promise<string[]> {
    const people = await this.#memberships.listPeople(
      listAsked(policy, release.componentOwner),
    );
    return people
      .filter(ref => ref !== release.requestedBy)
      .slice(0, maxPeople);
  }

  async #judgeOne(release: Judged, approval: StoredApproval): Promise<Allowed> {
    if (approval.voidReason !== undefined) {
      return refused(approval.voidReason);
    }
    const policy = this.#environments.get(release.environment);
    if (!policy) {
      return refused('The environment is not configured any more');
    }
    if (approval.planHash !== release.planHash) {
      return refused('It was given for something else');
    }
    return mayDecide(release, policy, {
      ref: approval.by,
      belongsTo: await this.#memberships.listBelongings(approval.by),
      // Both were checked when the decision was recorded.
      inPerson: true,
      permitted: true,
    });
  }
}

/** How many of some decisions are approvals that count. */
export function countGiven(approvals: readonly Approval[]): number {
  return approvals.filter(
    ({ decision, counts }) => decision === 'approved' && counts.allowed,
  ).length;
}

/** Whose approvals do not count, and why. */
export function listLost(approvals: readonly Approval[]): LostApproval[] {
  return approvals.flatMap(({ by, decision, counts }) =>
    decision === 'approved' && !counts.allowed
      ? [{ by, reason: counts.reason }]
      : [],
  );
}

/** Whether a decision is not void. */
export function isStanding({ voidReason }: StoredApproval): boolean {
  return voidReason === undefined;
}
