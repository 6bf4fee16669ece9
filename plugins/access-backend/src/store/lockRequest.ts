import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  RequestEvent,
  requestLifecycle,
} from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { addEvent } from './events';
import { findRequest } from './RequestReader';
import { StoredRequest } from './StoredRequest';

/** Keeps everybody else from changing a request until the transaction ends. */
export async function lockRequest(
  trx: Knex.Transaction,
  id: number,
): Promise<StoredRequest> {
  await trx('requests').where({ id }).forUpdate().first('id');
  // Read after the lock, so that what others have just committed is seen.
  const request = await findRequest(trx, id);
  if (!request) {
    throw new NotFoundError(`There is no request #${id}`);
  }
  return request;
}

/** @throws ConflictError that says what became of it */
export function refuseIfDecided(request: StoredRequest): void {
  if (request.state !== 'pending') {
    throw new ConflictError(
      `Request #${request.id} does not wait any more: ${requestLifecycle.states[request.state].title.toLowerCase()}`,
    );
  }
  if (request.isDue) {
    throw new ConflictError(
      `The time to review request #${request.id} is over: ask again`,
    );
  }
}

/**
 * Moves a locked request along its lifecycle: the state, what goes with it and a line of history, or none of them.
 *
 * @throws ConflictError if the lifecycle does not allow it from where the request is
 */
export async function moveRequest(
  trx: Knex.Transaction,
  request: Pick<StoredRequest, 'id' | 'state'>,
  change: { event: RequestEvent; by?: string; text: string },
): Promise<void> {
  const { id, state } = request;
  const to = requestLifecycle.next(state, change.event);
  if (!to) {
    throw new ConflictError(
      `Request #${id} has been decided: ${requestLifecycle.states[state].title.toLowerCase()}`,
    );
  }
  const changed = await trx('requests')
    .where({ id, state })
    .update({
      state: to,
      decided_at: trx.raw('clock_timestamp()'),
      outcome: change.text,
    });
  if (changed !== 1) {
    throw new ConflictError(`Request #${id} has changed meanwhile`);
  }
  await addEvent(trx, { ...change, request: id });
}
