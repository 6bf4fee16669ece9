import {
  Allowed,
  Approval,
  ReleaseKind,
} from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy } from '../config';
import { StoredApproval } from '../store/rows';
import { CatalogMemberships } from '@stagedoor/catalog-people';
import {
  allowed,
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
  ): Promise<Allowed> {
    const policy = this.#environments.get(release.environment);
    if (!policy) {
      return refused(
        `The configuration names no environment '${release.environment}' any more`,
      );
    }
    const required = countRequired(policy, release.kind);
    if (required === 0) {
      return allowed;
    }
    const judged = await this.judge(release, approvals);
    if (countGiven(judged) >= required) {
      return allowed;
    }
    const [lost] = judged.flatMap(({ by, counts }) =>
      counts.allowed
        ? []
        : [`the approval of ${by} does not count: ${counts.reason}`],
    );
    return refused(
      `${required} ${required === 1 ? 'approval is' : 'approvals are'} needed, ${countGiven(judged)} given${lost ? `; ${lost}` : ''}`,
    );
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
