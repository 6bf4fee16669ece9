import { isSameRef } from '@stagedoor/catalog-people';
import { Allowed } from '@stagedoor/plugin-access-common';
import { sayOneOf } from '../words/sayRef';
import { listNamed, StoredRule } from './StoredRule';

/** What a review of a request depends on. */
export interface Reviewable {
  requestedBy: string;
  rule: Pick<StoredRule, 'everyOf'>;
}

/** Somebody who reviews, or wants to. */
export interface Reviewer {
  ref: string;
  /** The person and every group they belong to, however deep; as the catalog knows now. */
  belongsTo: ReadonlySet<string>;
  /** Signed in themselves: no service, and nothing that acts for them. */
  inPerson: boolean;
  /** Has the permission to be a reviewer at all. */
  permitted: boolean;
}

export const allowed: Allowed = { allowed: true };

export function refused(reason: string): Allowed {
  return { allowed: false, reason };
}

/** Whether somebody's review of a request counts. The API, lists, previews and the opening of a grant all ask here. */
export function mayReview(request: Reviewable, reviewer: Reviewer): Allowed {
  if (!reviewer.inPerson) {
    return refused(
      'Only a person who is signed in themselves can review: no service, and nothing that acts for somebody',
    );
  }
  if (isSameRef(reviewer.ref, request.requestedBy)) {
    return refused(
      'Whoever asked for access cannot review it: somebody else has to',
    );
  }
  if (!reviewer.permitted) {
    return refused('Your roles do not let you review access');
  }
  const isAsked = request.rule.everyOf.every(asked =>
    asked.some(ref => reviewer.belongsTo.has(ref)),
  );
  return isAsked
    ? allowed
    : refused(
        request.rule.everyOf.length > 1
          ? `The policies of these hosts ask somebody who belongs to one of each: ${request.rule.everyOf.map(sayOneOf).join('; ')}`
          : `The policy of these hosts asks ${sayOneOf(listNamed(request.rule))}`,
      );
}
