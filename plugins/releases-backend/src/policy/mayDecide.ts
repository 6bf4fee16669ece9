import { Allowed } from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy } from '../config';
import { isSameRef } from '@stagedoor/catalog-people';

/** What a decision about a release depends on. */
export interface Decidable {
  requestedBy: string;
  componentOwner: string;
  planHash: string;
}

/** Somebody who decides, or wants to. */
export interface Decider {
  ref: string;
  /** The person and every group they belong to, however deep; as the catalog knows now. */
  belongsTo: ReadonlySet<string>;
  /** Signed in themselves: no service, and nothing that acts for them. */
  inPerson: boolean;
  /** Has the permission to be an approver at all. */
  permitted: boolean;
}

export const allowed: Allowed = { allowed: true };

export function refused(reason: string): Allowed {
  return { allowed: false, reason };
}

/** How many approvals a release needs by the policy of its environment. */
export function countRequired(
  policy: EnvironmentPolicy,
  kind: 'release' | 'rollback' | 'redeploy',
): number {
  const { approvals } = policy;
  return !approvals || (kind === 'rollback' && !approvals.forRollback)
    ? 0
    : approvals.count;
}

/** Whom the policy asks, with `owner` spelled out. */
export function listAsked(
  policy: EnvironmentPolicy,
  componentOwner: string,
): string[] {
  const refs = policy.approvals?.from ?? [];
  return [
    ...new Set(refs.map(ref => (ref === 'owner' ? componentOwner : ref))),
  ];
}

/**
 * Whether somebody's decision on a release counts. The API, lists, previews and the check before a start all ask here.
 */
export function mayDecide(
  release: Decidable,
  policy: EnvironmentPolicy,
  decider: Decider,
): Allowed {
  if (!decider.inPerson) {
    return refused(
      'Only a person who is signed in themselves can decide: no service, and nothing that acts for somebody',
    );
  }
  if (isSameRef(decider.ref, release.requestedBy)) {
    return refused(
      'Whoever asked for a release cannot decide about it: somebody else has to',
    );
  }
  if (!decider.permitted) {
    return refused('Your roles do not let you approve releases');
  }
  const asked = listAsked(policy, release.componentOwner);
  return asked.some(ref => decider.belongsTo.has(ref))
    ? allowed
    : refused(`The policy of ${policy.title} asks ${asked.join(' or ')}`);
}
