import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  RequestEvent,
  requestLifecycle,
} from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
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
  const { by, event, text } = change;
  const to = requestLifecycle.next(state, event);
  if (!to) {
    throw new ConflictError(
      `Request #${id} has been decided: ${requestLifecycle.states[state].title.toLowerCase()}`,
    );
  }
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `WITH moved AS (
      UPDATE requests SET state = :to, decided_at = clock_timestamp(), outcome = :text
      WHERE id = :id AND state = :state RETURNING id
    )
    INSERT INTO events (request_id, by_ref, event, text)
    SELECT id, :by, :event, :text FROM moved`,
    { ...{ id, state, to }, by: by ?? null, event, text },
  );
  if (rowCount !== 1) {
    throw new ConflictError(`Request #${id} has changed meanwhile`);
  }
}
