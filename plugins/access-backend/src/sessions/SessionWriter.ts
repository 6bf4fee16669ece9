import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { BastionVerdict } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { checkEvents, extendChain, hash } from '../recordings/asciicast';
import { placeOf, RecordingStore } from '../recordings/RecordingStore';
import { judge, SessionClock, selectClock } from './judge';
import { markTorn, markWhole } from './recordingState';

/** A session of one bastion: another bastion cannot touch it. */
export interface OwnSession {
  id: string;
  bastion: string;
}

/** A part of a recording, as a bastion sends it. */
export interface SentChunk {
  sequence: number;
  lines: string;
  sha256: string;
}

/** How a session has ended. */
export interface SessionEnd {
  exitCode?: number;
  /** How many chunks there ought to be. */
  chunks: number;
}

/** What bastions say about their sessions. */
export class SessionWriter {
  readonly #knex: Knex;
  readonly #store: RecordingStore;
  readonly #maxBytes: number;

  constructor(options: {
    knex: Knex;
    store: RecordingStore;
    /** How long a recording may become. */
    maxBytes: number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#maxBytes = options.maxBytes;
  }

  /** Notes that a bastion still has a session, and says whether it may go on. */
  async keep(session: OwnSession): Promise<BastionVerdict> {
    const [row] = await selectClock(this.#knex, session);
    await this.#knex('sessions')
      .where({ ...session, state: 'active' })
      .update({ heard_at: this.#knex.fn.now() });
    return judge(requireOwn(row, session));
  }

  /**
   * Adds a part to a recording. When it answers, the part is on disk. The same part once more changes nothing.
   *
   * @throws ConflictError if it is not the next one
   */
  async append(session: OwnSession, chunk: SentChunk): Promise<BastionVerdict> {
    if (hash(chunk.lines) !== chunk.sha256) {
      throw new InputError('sha256: is not that of the lines');
    }
    return this.#knex.transaction(async trx => {
      const [row] = await selectClock(trx, session).forUpdate('s');
      const clock = requireOwn(row, session);
      if (clock.state !== 'active') {
        return judge(clock);
      }
      if (chunk.sequence < clock.chunks) {
        await requireSame(trx, session.id, chunk);
        return judge(clock);
      }
      if (chunk.sequence > clock.chunks) {
        throw new ConflictError(
          `sequence: chunk ${clock.chunks} comes next, not ${chunk.sequence}`,
        );
      }
      const bytes = Buffer.from(chunk.lines);
      if (clock.bytes + bytes.length > this.#maxBytes) {
        const because = `The recording of this session is full (${this.#maxBytes} bytes). Begin another one.`;
        await trx('sessions')
          .where({ id: session.id })
          .whereNull('terminate_at')
          .update({ terminate_at: trx.fn.now(), ended_because: because });
        // Whoever wanted it ended before has said why.
        return judge(clock.ends ? clock : { ...clock, ends: true, because });
      }
      const seconds = checkEvents(chunk.lines, clock.seconds);
      await this.#store.append(placeOf(clock), clock.bytes, bytes);
      await trx('recording_chunks').insert({
        session_id: session.id,
        sequence: chunk.sequence,
        first_byte: clock.bytes,
        bytes: bytes.length,
        sha256: chunk.sha256,
      });
      await trx('sessions')
        .where({ id: session.id })
        .update({
          heard_at: trx.fn.now(),
          chunks: clock.chunks + 1,
          bytes: clock.bytes + bytes.length,
          seconds,
          chain: extendChain(clock.chain, chunk.sha256),
        });
      return judge(clock);
    });
  }

  /**
   * Notes that a session has ended.
   *
   * @returns false if that was known before
   */
  async end(session: OwnSession, end: SessionEnd): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const [row] = await selectClock(trx, session).forUpdate('s');
      const clock = requireOwn(row, session);
      if (clock.state !== 'active') {
        return false;
      }
      const isComplete = end.chunks === clock.chunks;
      const verdict = judge(clock);
      await trx('sessions')
        .where({ id: session.id })
        .update({
          state: verdict.goOn ? 'ended' : 'terminated',
          ended_at: trx.fn.now(),
          heard_at: trx.fn.now(),
          exit_code: end.exitCode ?? null,
          ended_because: verdict.goOn ? null : (verdict.message ?? null),
          ...(isComplete
            ? markWhole(trx)
            : markTorn(
                trx,
                `It stops before the session did: ${clock.chunks} of ${end.chunks} parts have come in.`,
              )),
        });
      return true;
    });
  }

  /** Notes what was found out about a recording when it was read. */
  async markTorn(id: string, problem: string): Promise<void> {
    await this.#knex('sessions')
      .where({ id })
      .update(markTorn(this.#knex, problem));
  }
}

function requireOwn(
  clock: SessionClock | undefined,
  { id, bastion }: OwnSession,
): SessionClock {
  if (!clock) {
    throw new NotFoundError(`The bastion ${bastion} has no session ${id}`);
  }
  return clock;
}

async function requireSame(
  trx: Knex.Transaction,
  session: string,
  { sequence, sha256 }: SentChunk,
): Promise<void> {
  const row = await trx('recording_chunks')
    .where({ session_id: session, sequence })
    .first('sha256');
  if (row?.sha256 !== sha256) {
    throw new ConflictError(
      `sequence: chunk ${sequence} is there already, and is another one`,
    );
  }
}
