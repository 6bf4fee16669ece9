import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { addEvent } from './events';
import { lockRequest, moveRequest, refuseIfDecided } from './lockRequest';
import { openGrant, Scope } from './openGrant';
import { readReviews } from './RequestReader';
import { StoredRequest, StoredReview, toReview } from './StoredRequest';

/** What a person says about one version of a request. */
export interface NewReview {
  request: number;
  version: number;
  by: string;
  decision: 'approved' | 'denied';
  comment?: string;
  minutes?: number;
  hosts?: string[];
}

/** Says what the approvals of a version allow together; undefined if they are not enough. */
export type OnEnough = (
  request: StoredRequest,
  reviews: readonly StoredReview[],
) => Promise<Scope | undefined>;

/** Somebody decides about a version that is not the one that there is. */
export function anotherVersion(request: number): ConflictError {
  return new ConflictError(
    `Request #${request} is not what you were shown: it was changed. Read it again, then decide`,
  );
}

/** Records a review under the lock of its request. One denial ends the request; enough approvals open its grant. */
export async function recordReview(
  trx: Knex.Transaction,
  review: NewReview,
  onEnough: OnEnough,
  providers: readonly string[],
): Promise<void> {
  const { by, comment, decision } = review;
  const request = await lockRequest(trx, review.request);
  const reviews = await readReviews(trx, request.id);
  const before = reviews.find(
    other => other.by === by && other.version === review.version,
  );
  if (before?.decision === decision) {
    return;
  }
  if (before) {
    throw new ConflictError(
      `You have ${before.decision} request #${request.id} before, and a decision cannot be changed`,
    );
  }
  refuseIfDecided(request);
  if (request.version !== review.version) {
    throw anotherVersion(request.id);
  }
  const [own] = await trx('reviews')
    .insert({
      request_id: request.id,
      version: review.version,
      by_ref: by,
      decision,
      comment: comment ?? null,
      minutes: review.minutes ?? null,
      host_refs: review.hosts ?? null,
      at: trx.raw('clock_timestamp()'),
    })
    .returning('*');
  const words = comment ? `: ${comment}` : '';
  if (decision === 'denied') {
    await moveRequest(trx, request, {
      event: 'deny',
      by,
      text: `Denied${words}`,
    });
    return;
  }
  const scope = await onEnough(
    request,
    [...reviews, toReview(own)].filter(
      ({ version }) => version === request.version,
    ),
  );
  if (!scope) {
    const text = `Approved, and more have to${words}`;
    await addEvent(trx, { request: request.id, event: 'approval', by, text });
    return;
  }
  await moveRequest(trx, request, {
    event: 'approve',
    by,
    text: `Approved${words}`,
  });
  await openGrant(trx, request, scope, providers);
}
