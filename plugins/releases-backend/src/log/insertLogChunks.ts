import { Knex } from 'knex';
import { heldBy, heldSql, LeaseKey } from '../runner/RunLease';
import { formatWake, wakeChannel } from '../wake/releaseWake';
import { LogChunk } from './LogChunk';

/**
 * Stores chunks and wakes their readers, in one statement that holds the lease while it writes. Storing the same chunk
 * again changes nothing, so that it can be repeated when nobody knows whether it was committed.
 *
 * @returns false if the lease is lost; nothing was written then
 */
export async function insertLogChunks(
  knex: Knex,
  lease: LeaseKey,
  chunks: readonly LogChunk[],
): Promise<boolean> {
  const values = chunks
    .map(() => '(?::int, ?::int, ?::int, ?::text, ?::text[], ?::text[])')
    .join(', ');
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH held AS (SELECT id FROM releases WHERE ${heldSql} FOR KEY SHARE),
     stored AS (
       INSERT INTO release_log_chunks (release_id, first_line, last_line, bytes, lines, steps, hosts)
       SELECT held.id, chunk.* FROM held, (VALUES ${values}) AS chunk
       ON CONFLICT (release_id, last_line) DO NOTHING
     )
     SELECT pg_notify(?, ?) FROM held`,
    [
      ...heldBy(lease),
      ...chunks.flatMap(chunk => [
        chunk.firstLine,
        chunk.lastLine,
        chunk.bytes,
        chunk.lines,
        chunk.steps,
        chunk.hosts,
      ]),
      wakeChannel,
      formatWake({ release: lease.release, kind: 'log' }),
    ],
  );
  return rows.length > 0;
}
