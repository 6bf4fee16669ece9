import { Knex } from 'knex';
import { notifyWake } from '../wake/releaseWake';
import { Command, CommandLog } from '@stagedoor/commands';
import { createRelease, NewRelease } from './createRelease';
import { Decision, decideRelease, JudgeApprovals } from './decideRelease';
import { listOvertaken, sayOvertaken } from './overtaking';
import { addEvent, lockRelease, transition } from './transition';
import { LostApproval, voidApprovals } from './voidApprovals';

/** What came of a command. */
export interface Done {
  release: number;
  /** It was done before under the same key: nothing has changed. */
  repeated: boolean;
}

/** Changes releases: each change is one transaction with its line of history. */
export class ReleaseWriter {
  readonly #commands: CommandLog<number>;
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#commands = new CommandLog(knex, 'release_id');
    this.#knex = knex;
  }

  /** The release that a command was about or made, if it was done before. */
  findDone(command: Command): Promise<number | undefined> {
    return this.#commands.findDone(command);
  }

  create(wanted: NewRelease, command: Command): Promise<Done> {
    return this.#once(command, trx => createRelease(trx, wanted));
  }

  decide(
    decision: Decision,
    judge: JudgeApprovals,
    command: Command,
  ): Promise<Done> {
    return this.#once(command, async trx => {
      await decideRelease(trx, decision, judge);
      return decision.release;
    });
  }

  /** Ends a release that waits, and asks the worker of one that runs to stop. */
  cancel(
    wish: { release: number; by: string; reason?: string },
    command: Command,
  ): Promise<Done> {
    const { by, reason } = wish;
    const words = reason ? `: ${reason}` : '';
    return this.#once(command, async trx => {
      const release = await lockRelease(trx, wish.release);
      if (release.state === 'cancelled' || release.cancel_requested_at) {
        return release.id;
      }
      if (release.state !== 'running') {
        await transition(trx, release, {
          event: 'cancel',
          by,
          text: `Cancelled${words}`,
          set: {
            cancel_requested_at: trx.fn.now(),
            cancel_requested_by: by,
            cancel_reason: reason ?? null,
            outcome: `Cancelled by ${by}${words}`,
          },
        });
        return release.id;
      }
      await trx('releases')
        .where({ id: release.id, state: 'running' })
        .update({
          cancel_requested_at: trx.fn.now(),
          cancel_requested_by: by,
          cancel_reason: reason ?? null,
        });
      await addEvent(trx, release.id, {
        event: 'cancel-requested',
        by,
        text: `Asked to stop${words}`,
      });
      await notifyWake(trx, { release: release.id, kind: 'cancel' });
      await notifyWake(trx, { release: release.id, kind: 'state' });
      return release.id;
    });
  }

  /** Has a queued release wait for approval again. @throws ConflictError if it is not queued any more */
  async sendBack(
    id: number,
    why: {
      reason: string;
      lost: readonly LostApproval[];
      expireAfterMs: number;
    },
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      await transition(trx, await lockRelease(trx, id), {
        event: 'void',
        text: `Waits for approval again: ${why.reason}`,
        set: {
          queued_at: null,
          expires_at: trx.raw("now() + ? * interval '1 millisecond'", [
            why.expireAfterMs,
          ]),
        },
      });
      await voidApprovals(trx, id, why.lost);
    });
  }

  /**
   * Ends releases that wait although a younger one has reached their hosts.
   *
   * @param id - only this one, if it is such a release
   */
  async endOvertaken(id?: number): Promise<number[]> {
    return this.#knex.transaction(async trx => {
      const ended: number[] = [];
      for (const overtaken of await listOvertaken(trx, { id })) {
        const release = await lockRelease(trx, overtaken.id);
        // Somebody may have cancelled it since we looked.
        if (
          release.state === 'queued' ||
          release.state === 'awaiting_approval'
        ) {
          const text = `Superseded: ${sayOvertaken(overtaken.by)}`;
          await transition(trx, release, {
            event: 'cancel',
            text,
            set: { superseded_by: overtaken.by, outcome: text },
          });
          ended.push(release.id);
        }
      }
      return ended;
    });
  }

  /** Ends requests for approval whose time is over. */
  async expireDue(): Promise<number[]> {
    return this.#knex.transaction(async trx => {
      const due: Array<{ id: number }> = await trx('releases')
        .where('state', 'awaiting_approval')
        .whereRaw('expires_at <= now()')
        .orderBy('id')
        .limit(100)
        .forUpdate()
        .skipLocked()
        .select('id');
      for (const { id } of due) {
        await transition(trx, await lockRelease(trx, id), {
          event: 'expire',
          text: 'Nobody approved it in time',
          set: { outcome: 'Nobody approved it in time' },
        });
      }
      return due.map(({ id }) => id);
    });
  }

  /** Forgets the keys of old commands. */
  forgetCommands(olderThanDays: number): Promise<number> {
    return this.#commands.forget(olderThanDays);
  }

  async #once(
    command: Command,
    work: (trx: Knex.Transaction) => Promise<number>,
  ): Promise<Done> {
    const { subject, repeated } = await this.#commands.runOnce(command, work);
    return { release: subject, repeated };
  }
}
