import { Knex } from 'knex';
import { wakeChannel } from '../wake/releaseWake';
import {
  claimedColumns,
  ClaimedRelease,
  ClaimedRow,
  toClaimedRelease,
} from './ClaimedRelease';

const uniqueViolation = '23505';
/** A connection that has not answered by then is given up, so that a dead network does not stop this replica for good. */
const answerWithinMs = 10_000;

/** Which releases a worker may take, and the taking. The tables are the queue. */
export class ReleaseQueue {
  readonly #knex: Knex;
  readonly #leaseMs: number;

  constructor(knex: Knex, options: { leaseSeconds: number }) {
    this.#knex = knex;
    this.#leaseMs = options.leaseSeconds * 1000;
  }

  /** Takes a release whose worker has stopped renewing its lease. */
  async takeOver(
    owner: string,
    options: { except: number[] } = { except: [] },
  ): Promise<ClaimedRelease | undefined> {
    return this.#claim(
      `WITH claimed AS (
         UPDATE releases SET ${leaseSql}
         WHERE id = (
           SELECT id FROM releases
           WHERE state = 'running' AND (lease_expires_at IS NULL OR lease_expires_at <= now())
             AND NOT (id = ANY(?))
           ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
         )
         RETURNING ${claimedColumns}
       ), told AS (
         INSERT INTO release_events (release_id, event, text)
         SELECT id, 'take-over', 'Another worker went on, because the one before had stopped' FROM claimed
       )`,
      [owner, this.#leaseMs, options.except],
    );
  }

  /** Finds the release that is next: the oldest queued one of a component and environment where nothing runs. */
  async findNext(options: { except: number[] }): Promise<number | undefined> {
    const { rows } = await this.#ask<{ id: number }>(
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
    try {
      return await this.#claim(
        `WITH claimed AS (
           UPDATE releases SET state = 'running', started_at = now(), ${leaseSql}
           WHERE id = (SELECT id FROM releases WHERE id = ? AND state = 'queued' FOR UPDATE SKIP LOCKED)
             AND state = 'queued'
           RETURNING ${claimedColumns}
         ), told AS (
           INSERT INTO release_events (release_id, event, from_state, to_state, text)
           SELECT id, 'start', 'queued', 'running', 'Started' FROM claimed
         )`,
        [owner, this.#leaseMs, id],
      );
    } catch (error) {
      // The index that allows one running release per component and environment has spoken.
      if (isUniqueViolation(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Takes, tells and wakes in one statement. */
  async #claim(
    claimedSql: string,
    values: (string | number | number[])[],
  ): Promise<ClaimedRelease | undefined> {
    const claimedAt = performance.now();
    const { rows } = await this.#ask<ClaimedRow>(
      `${claimedSql}
       SELECT claimed.*, pg_notify(?, json_build_object('r', id, 'k', 'state')::text) FROM claimed`,
      [...values, wakeChannel],
    );
    return rows.length > 0 ? toClaimedRelease(rows[0], claimedAt) : undefined;
  }

  async #ask<TRow>(
    sql: string,
    values: (string | number | number[])[],
  ): Promise<{ rows: TRow[] }> {
    return this.#knex
      .raw<{ rows: TRow[] }>(sql, values)
      .timeout(answerWithinMs);
  }
}

const leaseSql =
  "lease_owner = ?, epoch = epoch + 1, lease_expires_at = now() + ? * interval '1 millisecond'";

function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === uniqueViolation
  );
}
