import {
  releaseLifecycle,
  ReleaseEvent,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { limitIdleness } from '../store/limitIdleness';
import { notifyWake } from '../wake/releaseWake';
import { UndoCause } from './ClaimedRelease';
import { heldBy, heldSql, LeaseKey, RunLease } from './RunLease';
import { settleHosts } from './settleHosts';

/** Key of the step in which hosts are put back. No engine may use it. */
export const undoStep = 'undo';

/** What went wrong, and in which step. */
export interface Trouble {
  cause: UndoCause;
  outcome: string;
  step?: string;
}

const events = {
  failed: 'fail',
  errored: 'error',
  cancelled: 'cancel',
} as const satisfies Record<UndoCause, ReleaseEvent>;

/** How a run ends, in the tables. */
export class RunOutcome {
  readonly #lease: RunLease;

  constructor(lease: RunLease) {
    this.#lease = lease;
  }

  /** Records that hosts are about to be put back: from here on the release never returns to its steps. */
  async beginUndo({ cause, outcome, step }: Trouble): Promise<void> {
    const { release } = this.#lease.key;
    await this.#lease.write(async trx => {
      await trx('releases')
        .where({ id: release })
        .update({ undo: 'running', undo_cause: cause, outcome });
      await endOpenSteps(trx, release, { cause, outcome, step });
      await trx('release_steps')
        .insert({
          release_id: release,
          key: undoStep,
          title: 'Put hosts back',
          position: 10_000,
          state: 'waiting',
        })
        .onConflict(['release_id', 'key'])
        .ignore();
      await notifyWake(trx, { release, kind: 'state' });
    });
  }

  /** Ends a release that succeeded. */
  async succeed(outcome: string): Promise<void> {
    await this.#finish({ event: 'succeed', outcome });
  }

  /** Ends a release that went wrong. `undone` tells what was done about the hosts. */
  async fail(
    trouble: Trouble,
    undone: { text?: string; by?: string } = {},
  ): Promise<void> {
    await this.#finish({
      event: events[trouble.cause],
      outcome: [trouble.outcome, undone.text].filter(Boolean).join('. '),
      by: undone.by,
      undoOutcome: undone.text,
      trouble,
    });
  }

  async #finish(end: {
    event: ReleaseEvent;
    outcome: string;
    by?: string;
    undoOutcome?: string;
    trouble?: Trouble;
  }): Promise<void> {
    const { key } = this.#lease;
    const state = releaseLifecycle.next('running', end.event);
    await this.#lease.attempt(async knex => {
      const isEnded = await knex.transaction(async trx => {
        await limitIdleness(trx, this.#lease.idleLimitMs);
        const [ended] = await trx('releases')
          // Waits for what this run still writes: nothing is added to a release that has ended.
          .whereIn('id', held(trx, key).forUpdate().select('id'))
          .update({
            state,
            outcome: end.outcome,
            undo: trx.raw(
              "CASE WHEN undo = 'running' THEN 'done' ELSE undo END",
            ),
            undo_outcome: end.undoOutcome ?? null,
            finished_at: trx.fn.now(),
            lease_expires_at: null,
          })
          .returning(['id', 'component', 'environment']);
        if (!ended) {
          return isOurs(trx, key, state);
        }
        if (end.trouble) {
          await endOpenSteps(trx, key.release, end.trouble);
          await settleHosts(trx, ended);
        }
        await trx('release_events').insert({
          release_id: key.release,
          by_ref: end.by ?? null,
          event: end.event,
          from_state: 'running',
          to_state: state,
          text: end.outcome,
        });
        await notifyWake(trx, { release: key.release, kind: 'state' });
        await notifyWake(trx, { release: key.release, kind: 'queue' });
        return true;
      });
      if (!isEnded) {
        this.#lease.giveUp('another worker has taken over');
        throw this.#lease.lost.reason;
      }
    });
  }
}

function held(trx: Knex.Transaction, key: LeaseKey) {
  return trx('releases').whereRaw(heldSql, heldBy(key));
}

/** Whether an answer that got lost had told us that this very run has ended. */
async function isOurs(
  trx: Knex.Transaction,
  key: LeaseKey,
  state: string | undefined,
): Promise<boolean> {
  const row = await trx('releases')
    .where({ id: key.release, state, lease_owner: key.owner, epoch: key.epoch })
    .first('id');
  return row !== undefined;
}

/** Closes the step that went wrong and skips those that were never begun. */
async function endOpenSteps(
  trx: Knex.Transaction,
  release: number,
  { cause, outcome, step }: Trouble,
): Promise<void> {
  if (step !== undefined) {
    await trx('release_steps')
      .where({ release_id: release, key: step })
      .whereIn('state', ['waiting', 'running'])
      .update({ state: cause, detail: outcome, finished_at: trx.fn.now() });
  }
  await trx('release_steps')
    .where({ release_id: release, state: 'running' })
    .whereNot('key', undoStep)
    .update({ state: cause, finished_at: trx.fn.now() });
  await trx('release_steps')
    .where({ release_id: release, state: 'waiting' })
    .whereNot('key', undoStep)
    .update({ state: 'skipped' });
}
