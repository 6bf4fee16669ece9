import { Knex } from 'knex';

/** One line of history. Nothing that was written is ever changed. */
export interface HistoryEntry {
  request?: number;
  grant?: number;
  event: string;
  /** Absent when the platform did it. */
  by?: string;
  text: string;
}

/** More than any request has, so that a page stays a page. */
const maxEvents = 500;

/** Adds a line to the history of a request or a grant. */
export async function addEvent(knex: Knex, entry: HistoryEntry): Promise<void> {
  await knex('events').insert({
    request_id: entry.request ?? null,
    grant_id: entry.grant ?? null,
    by_ref: entry.by ?? null,
    event: entry.event,
    text: entry.text,
  });
}

/** Reads the history of a request or a grant, oldest first. */
export async function readEvents(
  knex: Knex,
  of: { request_id: number } | { grant_id: number },
): Promise<Array<{ at: string; by?: string; text: string }>> {
  const rows = await knex('events')
    .where(of)
    .orderBy('id', 'desc')
    .limit(maxEvents);
  return rows.reverse().map(row => ({
    at: row.at.toISOString(),
    by: row.by_ref ?? undefined,
    text: row.text,
  }));
}
