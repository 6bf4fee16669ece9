import { ReleaseLog } from '@stagedoor/plugin-releases-node';
import { pause } from '../runner/pause';
import { RunLease } from '../runner/RunLease';
import { insertLogChunks } from './insertLogChunks';
import { LineOrigin, LineSink } from './LineSink';
import { LogQueue } from './LogQueue';
import { SecretMasker } from './SecretMasker';
import { StepLog } from './StepLog';

const flushEveryMs = 50;
/** With more than this in memory, processes have to wait. */
const mostWaiting = 1024 * 1024;
/** What the platform itself says is kept beyond the limit, so that the end of a log is told. */
const reserveBytes = 1024 * 1024;

/**
 * The only writer of a release's log for as long as its lease holds: numbers the lines, stores them in chunks soon after
 * they were written, and makes whoever writes faster than the database wait.
 */
export class LogWriter implements LineSink {
  readonly #lease: RunLease;
  readonly #masker: SecretMasker;
  readonly #maxBytes: number;
  readonly #queue = new LogQueue();
  readonly #openedAt = performance.now();
  readonly #openedTime: number;
  readonly #stop = new AbortController();
  #lastLine: number;
  #storedLine: number;
  #bytes: number;
  #full: boolean;
  /** Up to this line nothing waits for company. */
  #hurryTo = 0;
  #bell = new AbortController();
  #lastFlush = -Infinity;
  #flushing = false;
  #waiting: (() => void)[] = [];

  private constructor(
    options: { lease: RunLease; masker: SecretMasker; maxBytes: number },
    found: { lastLine: number; bytes: number; time: number },
  ) {
    this.#lease = options.lease;
    this.#masker = options.masker;
    this.#maxBytes = options.maxBytes;
    this.#lastLine = found.lastLine;
    this.#storedLine = found.lastLine;
    this.#bytes = found.bytes;
    this.#full = found.bytes >= options.maxBytes;
    this.#openedTime = found.time;
  }

  /** Goes on after the last line that is stored. */
  static async open(options: {
    lease: RunLease;
    masker: SecretMasker;
    maxBytes: number;
  }): Promise<LogWriter> {
    const { rows } = await options.lease.attempt(knex =>
      knex.raw<{ rows: { last: number; bytes: string; now: Date }[] }>(
        `SELECT coalesce(max(last_line), 0) AS last, coalesce(sum(bytes), 0) AS bytes, clock_timestamp() AS now
         FROM release_log_chunks WHERE release_id = ?`,
        [options.lease.key.release],
      ),
    );
    return new LogWriter(options, {
      lastLine: rows[0].last,
      bytes: Number(rows[0].bytes),
      time: rows[0].now.getTime(),
    });
  }

  /** The log as a step sees it. */
  forStep(step: string): ReleaseLog {
    return new StepLog(this, this.#masker, step);
  }

  /** Takes a line whose text is clean and masked. */
  add(origin: LineOrigin, text: string, continues?: true): void {
    if (this.#lease.lost.aborted || this.#stop.signal.aborted) {
      return;
    }
    const bytes = Buffer.byteLength(text) + 1;
    const spoken = origin.stream === 'note' || origin.stream === 'command';
    const limit = this.#maxBytes + (spoken ? reserveBytes : 0);
    if (this.#bytes + bytes > limit || (this.#full && !spoken)) {
      this.#tellFull(origin);
      return;
    }
    this.#put(origin, text, bytes, continues);
  }

  /** Resolves when there is room for more. */
  async waitForRoom(): Promise<void> {
    while (this.#queue.size > mostWaiting && !this.#lease.lost.aborted) {
      await this.#nextStore();
    }
  }

  /** Resolves when everything added so far is stored. @throws LeaseLostError */
  async flush(): Promise<void> {
    const target = this.#lastLine;
    this.#hurryTo = target;
    this.#bell.abort();
    while (this.#storedLine < target) {
      this.#lease.lost.throwIfAborted();
      await this.#nextStore();
    }
  }

  /** Stores the rest and takes nothing more. */
  async close(): Promise<void> {
    await this.flush();
    this.#stop.abort();
  }

  #tellFull(origin: LineOrigin): void {
    if (!this.#full) {
      this.#full = true;
      const text = `The log has reached its limit of ${this.#maxBytes} bytes; what is printed from here on is not kept.`;
      const { host: _, ...place } = origin;
      this.#put({ ...place, stream: 'note' }, text, text.length + 1);
    }
  }

  #put(origin: LineOrigin, text: string, bytes: number, continues?: true) {
    this.#bytes += bytes;
    this.#lastLine += 1;
    const time = this.#openedTime + performance.now() - this.#openedAt;
    this.#queue.add(
      {
        n: this.#lastLine,
        at: new Date(time).toISOString(),
        step: origin.step,
        ...(origin.host !== undefined && { host: origin.host }),
        stream: origin.stream,
        text,
        ...(continues && { continues }),
      },
      bytes,
    );
    if (this.#queue.full) {
      this.#bell.abort();
    }
    if (!this.#flushing) {
      void this.#flushAll();
    }
  }

  /** Stores at once what comes after a silence, and then every few milliseconds. */
  async #flushAll(): Promise<void> {
    this.#flushing = true;
    const { lost } = this.#lease;
    while (!this.#queue.empty && !lost.aborted) {
      if (!this.#queue.full && this.#hurryTo <= this.#storedLine) {
        const sinceMs = performance.now() - this.#lastFlush;
        this.#bell = new AbortController();
        await pause(Math.max(0, flushEveryMs - sinceMs), this.#bell.signal);
      }
      this.#lastFlush = performance.now();
      await this.#store();
      this.#waiting.splice(0).forEach(resolve => resolve());
    }
    this.#flushing = false;
  }

  async #store(): Promise<void> {
    const chunks = this.#queue.take();
    try {
      const held = await this.#lease.attempt(knex =>
        insertLogChunks(knex, this.#lease.key, chunks),
      );
      if (held) {
        this.#storedLine = chunks.at(-1)!.lastLine;
      } else {
        this.#lease.giveUp('another worker has taken over');
      }
    } catch (error) {
      // A log that cannot be kept is no reason to go on without one.
      this.#lease.giveUp(`its log cannot be stored: ${error}`);
    }
  }

  async #nextStore(): Promise<void> {
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }
}
