import { Knex } from 'knex';
import { extendChain, hash, parseEvents } from './asciicast';
import { OpenRecording, placeOf, RecordingStore } from './RecordingStore';
import { TornRecording } from './TornRecording';

/** Which chunks are looked up at a time. */
const pageSize = 500;

/** The sequence number of the header. */
export const headerSequence = -1;

interface Chunk {
  sequence: number;
  firstByte: number;
  bytes: number;
  sha256: string;
}

/** How far a recording has been read. */
export interface ReadingPlace {
  sequence: number;
  position: number;
  seconds: number;
  chain?: string;
}

/** Where every recording begins. */
export function beginningOf(): ReadingPlace {
  return { sequence: headerSequence - 1, position: 0, seconds: 0 };
}

/** What has to be known of a recording to read it. */
export interface RecordingToRead {
  id: string;
  startedAt: Date;
  /** Of everything that has been recorded so far. */
  bytes: number;
  chain: string;
}

/** Reads recordings chunk by chunk, and nothing of them that is not what was recorded. */
export class RecordingReader {
  readonly #knex: Knex;
  readonly #store: RecordingStore;

  constructor(knex: Knex, store: RecordingStore) {
    this.#knex = knex;
    this.#store = store;
  }

  /**
   * Reads a recording from one byte to another, never more than a chunk at a time.
   *
   * @param place - where the reading before ended; it is moved on
   * @throws TornRecording where it is not as it was recorded
   */
  async *read(
    recording: RecordingToRead,
    range: { start: number; end: number } = { start: 0, end: recording.bytes },
    place: ReadingPlace = beginningOf(),
  ): AsyncGenerator<Buffer> {
    const file = await this.#store.open(placeOf(recording));
    if (!file) {
      throw new TornRecording('The file of the recording is gone', 0);
    }
    try {
      yield* this.#readChunks(file, recording, range, place);
    } finally {
      await file.close();
    }
  }

  async *#readChunks(
    file: OpenRecording,
    recording: RecordingToRead,
    { start, end }: { start: number; end: number },
    place: ReadingPlace,
  ): AsyncGenerator<Buffer> {
    const isTorn = (what: string) =>
      new TornRecording(
        `${what}. What comes before it is as it was recorded.`,
        place.seconds,
      );
    for await (const chunk of this.#listChunks(recording, place.sequence)) {
      const { position } = place;
      if (chunk.firstByte !== position) {
        throw isTorn(`Something is missing at byte ${position}`);
      }
      place.chain = extendChain(place.chain, chunk.sha256);
      place.sequence = chunk.sequence;
      const next = position + chunk.bytes;
      if (next > start && position < end) {
        const bytes = await file.read(position, chunk.bytes);
        if (bytes.length < chunk.bytes) {
          throw isTorn(`The file ends at byte ${position + bytes.length}`);
        }
        if (hash(bytes) !== chunk.sha256) {
          throw isTorn(`Chunk ${chunk.sequence} was changed`);
        }
        place.seconds = lastSecond(bytes) ?? place.seconds;
        yield bytes.subarray(Math.max(0, start - position), end - position);
      }
      place.position = next;
    }
    if (place.position < recording.bytes || place.chain !== recording.chain) {
      throw isTorn('The list of chunks was changed');
    }
  }

  async *#listChunks(
    recording: RecordingToRead,
    last: number,
  ): AsyncGenerator<Chunk> {
    let after = last;
    for (;;) {
      const rows = await this.#knex('recording_chunks')
        .where({ session_id: recording.id })
        .where('sequence', '>', after)
        // What is recorded meanwhile is for the next reader.
        .where('first_byte', '<', recording.bytes)
        .orderBy('sequence')
        .limit(pageSize);
      for (const row of rows) {
        after = row.sequence;
        yield {
          sequence: row.sequence,
          firstByte: Number(row.first_byte),
          bytes: row.bytes,
          sha256: row.sha256,
        };
      }
      if (rows.length < pageSize) {
        return;
      }
    }
  }
}

function lastSecond(bytes: Buffer): number | undefined {
  const line = bytes.subarray(bytes.lastIndexOf('\n', -2) + 1).toString();
  return parseEvents(line)[0]?.[0];
}
