import { NotFoundError } from '@backstage/errors';
import {
  LogLine,
  releaseLifecycle,
  ReleaseState,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { sgrPattern } from './ControlFilter';
import { Gate } from './Gate';
import { LogSlice, sliceAfter } from './LogSlice';

const chunksAtOnce = 8;
const mostScannedBytes = 16 * 1024 * 1024;

/** How far a log has come. */
export interface LogExtent {
  /** Number of the last line that is stored. */
  last: number;
  /** Nothing will follow. */
  complete: boolean;
}

/** Which lines are wanted. */
export interface LogFilter {
  step?: string;
  host?: string;
  search?: string;
}

/** Reads logs, a few chunks at a time. */
export class LogStore {
  readonly #knex: Knex;
  /** Readers must not take the connections that runs need. */
  readonly #gate = new Gate(3);

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Tells how far a log has come. Read it before the lines: what was complete then has all its lines now, because nothing
   * is written to the log of a release that has ended.
   *
   * @throws NotFoundError
   */
  async readExtent(release: number): Promise<LogExtent> {
    const { rows } = await this.#gate.pass(() =>
      this.#knex.raw<{
        rows: { state: ReleaseState; last: number }[];
      }>(
        `SELECT state, coalesce((
         SELECT last_line FROM release_log_chunks WHERE release_id = releases.id ORDER BY last_line DESC LIMIT 1
       ), 0) AS last
       FROM releases WHERE id = ?`,
        [release],
      ),
    );
    if (rows.length === 0) {
      throw new NotFoundError(`There is no release #${release}`);
    }
    const [{ state, last }] = rows;
    return { last, complete: releaseLifecycle.isTerminal(state) };
  }

  /** Reads what follows a line, as stored: at most about a megabyte. Undefined if nothing does. */
  async readSlice(
    release: number,
    after: number,
    chunks = chunksAtOnce,
  ): Promise<LogSlice | undefined> {
    const rows = await this.#readChunks(release, after, {}, chunks);
    return rows.length > 0
      ? sliceAfter(
          {
            first: rows[0].first_line,
            last: rows.at(-1)!.last_line,
            documents: rows.map(({ lines }) => lines).join('\n'),
          },
          after,
        )
      : undefined;
  }

  /**
   * Reads lines that fit a filter. Looks at a bounded part of the log: `cursor` tells where it stopped, which may be
   * before it has found as many lines as wanted.
   */
  async readLines(
    release: number,
    options: LogFilter & { after: number; limit: number },
  ): Promise<{ lines: LogLine[]; cursor: number; end: boolean; last: number }> {
    const { last, complete } = await this.readExtent(release);
    const lines: LogLine[] = [];
    let cursor = options.after;
    let scanned = 0;
    const fits = toPredicate(options);
    while (lines.length < options.limit && scanned < mostScannedBytes) {
      const rows = await this.#readChunks(release, cursor, options);
      if (rows.length === 0) {
        cursor = Math.max(cursor, last);
        break;
      }
      for (const row of rows) {
        const { documents } = sliceAfter(
          { first: row.first_line, last: row.last_line, documents: row.lines },
          cursor,
        );
        scanned += documents.length;
        for (const document of documents.split('\n')) {
          const line: LogLine = JSON.parse(document);
          cursor = line.n;
          if (fits(line) && lines.push(line) === options.limit) {
            break;
          }
        }
        if (lines.length === options.limit) {
          break;
        }
      }
    }
    const end = complete && cursor >= last;
    return { lines, cursor, end, last: Math.max(last, cursor) };
  }

  async #readChunks(
    release: number,
    after: number,
    filter: LogFilter,
    limit = chunksAtOnce,
  ) {
    const query = this.#knex<ChunkRow>('release_log_chunks')
      .where('release_id', release)
      .andWhere('last_line', '>', after)
      .orderBy('last_line')
      .limit(limit)
      .select('first_line', 'last_line', 'lines');
    if (filter.step !== undefined) {
      query.whereRaw('? = ANY(steps)', [filter.step]);
    }
    if (filter.host !== undefined) {
      query.whereRaw('? = ANY(hosts)', [filter.host]);
    }
    return this.#gate.pass(async () => query);
  }
}

interface ChunkRow {
  release_id: number;
  first_line: number;
  last_line: number;
  lines: string;
}

function toPredicate(filter: LogFilter): (line: LogLine) => boolean {
  const wanted = filter.search?.toLowerCase();
  return line =>
    (filter.step === undefined || line.step === filter.step) &&
    (filter.host === undefined || line.host === filter.host) &&
    (wanted === undefined || plain(line.text).toLowerCase().includes(wanted));
}

function plain(text: string): string {
  return text.includes('\x1b') ? text.replace(sgrPattern, '') : text;
}
