import { LoggerService } from '@backstage/backend-plugin-api';
import { LeaseLostError } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { CancelWish } from './CancelWatch';
import { isPassingDatabaseError } from './databaseErrors';
import { pause } from './pause';

/** Proves who carries a release out. */
export interface LeaseKey {
  release: number;
  owner: string;
  /** Fencing token: grows with each worker that takes the release. */
  epoch: number;
}

/** The condition under which a row of `releases` is still held; its three parameters come from {@link heldBy}. */
export const heldSql =
  "id = ? AND state = 'running' AND lease_owner = ? AND epoch = ?";

/** The parameters of {@link heldSql}. */
export function heldBy({ release, owner, epoch }: LeaseKey) {
  return [release, owner, epoch];
}

/**
 * The right to carry out one release, for a few seconds at a time. Time is the database's; this machine only measures
 * how long ago it asked. Every write goes through here, and is refused by the database once another worker has taken over.
 */
export class RunLease {
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  readonly #ms: number;
  readonly #onRenewed: (row: CancelWish) => void;
  readonly #lost = new AbortController();
  readonly #ended = new AbortController();
  #goodUntil: number;

  constructor(
    readonly key: LeaseKey,
    options: {
      knex: Knex;
      logger: LoggerService;
      seconds: number;
      /** `performance.now()` before the release was claimed. */
      claimedAt: number;
      onRenewed: (row: CancelWish) => void;
    },
  ) {
    this.#knex = options.knex;
    this.#logger = options.logger;
    this.#ms = options.seconds * 1000;
    this.#onRenewed = options.onRenewed;
    this.#goodUntil = options.claimedAt + this.#ms;
  }

  /** How long nothing may be said in a transaction: over before the lease is, if it was good when it began. */
  get idleLimitMs(): number {
    return Math.floor(this.#ms / 2);
  }

  /** Aborted with a LeaseLostError. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Renews until {@link end}. */
  start(): void {
    void this.#keepRenewing();
    void this.#watchDeadline();
  }

  end(): void {
    this.#ended.abort();
  }

  /** Makes whoever acts under this lease stop. */
  giveUp(reason: string): void {
    this.#lost.abort(
      new LeaseLostError(`Release #${this.key.release}: ${reason}`),
    );
  }

  /**
   * Lets another worker take the release at once. Only when nothing acts for it here any more.
   *
   * @param step - what this worker had begun: this attempt at it was not lost
   */
  async handOver(step?: string): Promise<void> {
    this.end();
    await this.#knex.raw(
      `WITH handed AS (
         UPDATE releases SET lease_expires_at = now() WHERE ${heldSql} RETURNING id
       )
       UPDATE release_steps SET handed_over = handed_over + 1 FROM handed
       WHERE release_id = handed.id AND key = ? AND state = 'running'`,
      [...heldBy(this.key), step ?? null],
    );
  }

  /** Asks the database at once whether the lease still holds. */
  async renew(): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await this.attempt(knex =>
      knex.raw<{ rows: CancelWish[] }>(
        `UPDATE releases SET lease_expires_at = now() + ? * interval '1 millisecond' WHERE ${heldSql}
         RETURNING cancel_requested_at, cancel_requested_by, cancel_reason`,
        [this.#ms, ...heldBy(this.key)],
      ),
    );
    if (rows.length === 0) {
      this.#refuse();
    }
    this.#goodUntil = askedAt + this.#ms;
    this.#onRenewed(rows[0]);
  }

  /**
   * Changes things in one transaction in which nobody can take the release over. Has to be repeatable: when the
   * connection breaks, nobody knows whether it was committed, and it is done again.
   *
   * The lock keeps out who takes the release over or ends it, and not who renews the lease: that must not wait.
   */
  async write<T>(change: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.attempt(knex =>
      knex.transaction(async trx => {
        // Whoever is frozen in here must not hold the release back from others: the database ends the transaction.
        const { rows } = await trx.raw<{ rows: unknown[] }>(
          `SELECT set_config('idle_in_transaction_session_timeout', ?, true)
           FROM releases WHERE ${heldSql} FOR KEY SHARE`,
          [String(this.idleLimitMs), ...heldBy(this.key)],
        );
        if (rows.length === 0) {
          this.#refuse();
        }
        return change(trx);
      }),
    );
  }

  /** Talks to the database until it answers or the lease is lost. */
  async attempt<T>(act: (knex: Knex) => Promise<T>): Promise<T> {
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1000)) {
      this.lost.throwIfAborted();
      try {
        return await this.#orLost(act(this.#knex));
      } catch (error) {
        if (!isPassingDatabaseError(error)) {
          throw error;
        }
        this.#logger.warn(
          `Release #${this.key.release}: the database does not answer; trying again`,
          { reason: String(error) },
        );
      }
      await pause(delayMs, this.lost);
    }
  }

  #refuse(): never {
    this.giveUp('another worker has taken over');
    throw this.lost.reason;
  }

  /** A query over a dead network may never end; the lease does. */
  async #orLost<T>(work: Promise<T>): Promise<T> {
    let onLost: (() => void) | undefined;
    const lost = new Promise<never>((_, reject) => {
      onLost = () => reject(this.lost.reason);
      this.lost.addEventListener('abort', onLost);
    });
    try {
      return await Promise.race([work, lost]);
    } finally {
      this.lost.removeEventListener('abort', onLost!);
    }
  }

  async #keepRenewing(): Promise<void> {
    const over = AbortSignal.any([this.lost, this.#ended.signal]);
    for (;;) {
      await pause(this.#ms / 3, over);
      if (over.aborted) {
        return;
      }
      try {
        await this.renew();
      } catch (error) {
        if (!this.lost.aborted && !this.#ended.signal.aborted) {
          this.#logger.error('Could not renew a lease', {
            release: this.key.release,
            reason: String(error),
          });
        }
      }
    }
  }

  async #watchDeadline(): Promise<void> {
    const over = AbortSignal.any([this.lost, this.#ended.signal]);
    for (;;) {
      await pause(this.#goodUntil - performance.now(), over);
      if (over.aborted) {
        return;
      }
      if (performance.now() >= this.#goodUntil) {
        this.giveUp('its lease could not be renewed in time');
      }
    }
  }
}
