import { Knex } from 'knex';
import { notifyWake } from '../wake/releaseWake';
import {
  claimedColumns,
  ClaimedRelease,
  ClaimedRow,
  toClaimedRelease,
} from './ClaimedRelease';

const uniqueViolation = '23505';

/** Which releases a worker may take, and the taking. The tables are the queue. */
export class ReleaseQueue {
  readonly #knex: Knex;
  readonly #leaseMs: number;

  constructor(knex: Knex, options: { leaseSeconds: number }) {
    this.#knex = knex;
    this.#leaseMs = options.leaseSeconds * 1000;
  }

  /** Takes a release whose worker has stopped renewing its lease. */
  async takeOver(owner: string): Promise<ClaimedRelease | undefined> {
    const claimedAt = performance.now();
    return this.#knex.transaction(async trx => {
      const { rows } = await trx.raw<{ rows: ClaimedRow[] }>(
        `UPDATE releases
         SET lease_owner = ?, epoch = epoch + 1, lease_expires_at = now() + ? * interval '1 millisecond'
         WHERE id = (
           SELECT id FROM releases
           WHERE state = 'running' AND (lease_expires_at IS NULL OR lease_expires_at <= now())
           ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
         )
         RETURNING ${claimedColumns}`,
        [owner, this.#leaseMs],
      );
      if (rows.length === 0) {
        return undefined;
      }
      await trx('release_events').insert({
        release_id: rows[0].id,
        event: 'take-over',
        text: 'Another worker went on, because the first one had stopped',
      });
      await notifyWake(trx, { release: rows[0].id, kind: 'state' });
      return toClaimedRelease(rows[0], claimedAt);
    });
  }

  /** Finds the release that is next: the oldest queued one of a component and environment where nothing runs. */
  async findNext(options: { except: number[] }): Promise<number | undefined> {
    const { rows } = await this.#knex.raw<{ rows: { id: number }[] }>(
      `SELECT id FROM releases AS next
       WHERE state = 'queued' AND NOT (id = ANY(?)) AND NOT EXISTS (
         SELECT 1 FROM releases AS other
         WHERE other.component = next.component AND other.environment = next.environment
           AND (other.state = 'running' OR (other.state = 'queued' AND other.id < next.id))
       )
       ORDER BY id LIMIT 1`,
      [options.except],
    );
    return rows[0]?.id;
  }

  /** Takes a queued release. Undefined if somebody was quicker, or it is no longer its turn. */
  async start(id: number, owner: string): Promise<ClaimedRelease | undefined> {
    const claimedAt = performance.now();
    try {
      return await this.#knex.transaction(async trx => {
        const { rows } = await trx.raw<{ rows: ClaimedRow[] }>(
          `UPDATE releases
           SET state = 'running', started_at = now(), lease_owner = ?, epoch = epoch + 1,
             lease_expires_at = now() + ? * interval '1 millisecond'
           WHERE id = (SELECT id FROM releases WHERE id = ? AND state = 'queued' FOR UPDATE SKIP LOCKED)
             AND state = 'queued'
           RETURNING ${claimedColumns}`,
          [owner, this.#leaseMs, id],
        );
        if (rows.length === 0) {
          return undefined;
        }
        await trx('release_events').insert({
          release_id: id,
          event: 'start',
          from_state: 'queued',
          to_state: 'running',
          text: 'Started',
        });
        await notifyWake(trx, { release: id, kind: 'state' });
        return toClaimedRelease(rows[0], claimedAt);
      });
    } catch (error) {
      // The index that allows one running release per component and environment has spoken.
      if (isUniqueViolation(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === uniqueViolation
  );
}
