import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ReleaseEvent,
  releaseLifecycle,
  ReleaseState,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { limitIdleness } from './limitIdleness';
import { notifyWake } from '../wake/releaseWake';

/** What a change of state needs to know of a row. */
export interface LockedRelease {
  id: number;
  component: string;
  environment: string;
  state: ReleaseState;
  plan_hash: string;
  requested_by: string;
  expires_at: Date | null;
  cancel_requested_at: Date | null;
  is_due: boolean;
}

/** Keeps everybody else from changing a release until the transaction ends. */
export async function lockRelease(
  trx: Knex.Transaction,
  id: number,
): Promise<LockedRelease> {
  await limitIdleness(trx);
  const row = await trx('releases')
    .where({ id })
    .forUpdate()
    .first(
      'id',
      'component',
      'environment',
      'state',
      'plan_hash',
      'requested_by',
      'expires_at',
      'cancel_requested_at',
      trx.raw('coalesce(expires_at <= now(), false) AS is_due'),
    );
  if (!row) {
    throw new NotFoundError(`There is no release #${id}`);
  }
  return row;
}

/**
 * Moves a locked release along its lifecycle: the state, what goes with it, a line of history and a note to every
 * replica, or none of them.
 *
 * @throws ConflictError if the lifecycle does not allow it from where the release is
 */
export async function transition(
  trx: Knex.Transaction,
  release: LockedRelease,
  change: {
    event: ReleaseEvent;
    by?: string;
    text: string;
    set?: Record<string, unknown>;
  },
): Promise<void> {
  const from = release.state;
  const to = releaseLifecycle.next(from, change.event);
  if (!to) {
    throw new ConflictError(
      `Release #${release.id} is in the state '${releaseLifecycle.states[from].title}': ${change.event} is not possible any more`,
    );
  }
  const now = trx.fn.now();
  const changed = await trx('releases')
    .where({ id: release.id, state: from })
    .update({
      state: to,
      ...(to === 'queued' && { queued_at: now }),
      ...(releaseLifecycle.isTerminal(to) && { finished_at: now }),
      ...change.set,
    });
  if (changed !== 1) {
    throw new ConflictError(`Release #${release.id} has changed meanwhile`);
  }
  await addEvent(trx, release.id, { ...change, from, to });
  await notifyWake(trx, { release: release.id, kind: 'state' });
  if (to === 'queued') {
    await notifyWake(trx, { release: release.id, kind: 'queue' });
  }
}

/** Adds a line to the history of a release. */
export async function addEvent(
  trx: Knex.Transaction,
  id: number,
  entry: {
    event: string;
    by?: string;
    text: string;
    from?: ReleaseState;
    to?: ReleaseState;
  },
): Promise<void> {
  await trx('release_events').insert({
    release_id: id,
    by_ref: entry.by ?? null,
    event: entry.event,
    from_state: entry.from ?? null,
    to_state: entry.to ?? null,
    text: entry.text,
  });
}
