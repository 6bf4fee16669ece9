import { Allowed } from '@stagedoor/plugin-access-common';
import { allowed, mayReview, refused, Reviewer } from '../policy/mayReview';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';

/** Whether somebody may review a request now. */
export function explainReview(
  request: StoredRequest,
  reviewer: Reviewer,
  hasReviewed: boolean,
): Allowed {
  if (request.state !== 'pending') {
    return refused('It does not wait for approval');
  }
  if (request.isDue) {
    return refused('The time to review it is over');
  }
  const verdict = mayReview(request, reviewer);
  return verdict.allowed && hasReviewed
    ? refused('You have reviewed it already')
    : verdict;
}

/** For each action on a request, whether the asker may, and if not, why. */
export function explainRequestActions(
  request: StoredRequest,
  facts: {
    ref: string;
    reviewer: Reviewer;
    hasReviewed: boolean;
    mayRequest: boolean;
  },
) {
  const { ref, reviewer, hasReviewed, mayRequest } = facts;
  const review = explainReview(request, reviewer, hasReviewed);
  const change = explainChange(request, ref);
  return {
    approve: review,
    deny: review,
    cancel: change,
    edit:
      change.allowed && request.isDue ? refused('Its time is over') : change,
    clone: mayRequest
      ? allowed
      : refused('Your roles do not let you ask for access'),
  };
}

function explainChange(request: StoredRequest, ref: string): Allowed {
  if (request.state !== 'pending') {
    return refused('It has been decided');
  }
  return request.requestedBy === ref
    ? allowed
    : refused('Only whoever asked can change it or take it back');
}

/** Whether there is anything left of a grant that can be ended. */
export function isOpen(grant: StoredGrant): boolean {
  return (
    (grant.state === 'active' || grant.state === 'scheduled') && !grant.isDue
  );
}

/** For each action on a grant, whether the asker may, and if not, why. */
export function explainGrantActions(
  grant: StoredGrant,
  facts: {
    ref: string;
    inPerson: boolean;
    mayRevoke: Allowed;
    mayRequest: boolean;
    /** Why there are no certificates here. */
    noCertificates?: string;
  },
) {
  const { inPerson, mayRequest, mayRevoke, noCertificates, ref } = facts;
  const over = refused('This access is over');
  const forHolder =
    grant.holder === ref
      ? allowed
      : refused('Only whoever holds this access can do that');
  const openTo = (verdict: Allowed) => (isOpen(grant) ? verdict : over);
  const getCertificate = () => {
    if (grant.state === 'scheduled') {
      return refused('This access has not begun yet');
    }
    if (noCertificates !== undefined) {
      return refused(noCertificates);
    }
    return inPerson ? forHolder : refused('Certificates are for people');
  };
  return {
    getCertificate: openTo(getCertificate()),
    giveBack: openTo(forHolder),
    revoke: openTo(mayRevoke),
    extend: openTo(
      mayRequest
        ? forHolder
        : refused('Your roles do not let you ask for access'),
    ),
  };
}
