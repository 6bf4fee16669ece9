import { logPageSchema, type LogPage } from '@stagedoor/plugin-releases-common';
import { createWatchdog, pause } from '@stagedoor/ui-parts';
import { isFinal } from './isFinal';
import type { LogSource } from './LogSource';
import { readEvents } from './readEvents';

/** How the connection to the log is doing. */
export type Connection = 'connecting' | 'live' | 'polling' | 'waiting' | 'over';

/** What a follower tells while it follows. */
export interface LogListener {
  /** The next lines, in order, each once. */
  onPage(page: LogPage): void;
  /** Something else about the release has changed. */
  onReleaseChange(): void;
  onConnection(connection: Connection, problem?: Error): void;
}

/** @internal */
export interface FollowerOptions {
  source: Pick<LogSource, 'followLog' | 'readLog'>;
  release: number;
  listener: LogListener;
  /** Waits; ends early, without an error, when the signal says so. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A stream that is silent for longer is taken for dead: the server says something every 15 seconds. */
  silenceMs?: number;
  /** A stream that says nothing at all within this time, not even that it is there, is being held back. */
  firstByteMs?: number;
}

const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** Streams in a row that brought nothing, after which pages are asked for instead. */
const patience = 3;
/** For how long pages are asked for before a stream is tried again. */
const pollingMs = 60_000;

/**
 * Follows the log of one release until it ends: over a stream of events, and where something between here and the server
 * cuts or holds back streams, by asking for page after page. Resumes after the last line it handed out, so that no line
 * is lost or doubled.
 */
export class LogFollower {
  readonly #options: Required<FollowerOptions>;
  #after: number;
  #fruitless = 0;
  #isOver = false;
  #connection?: Connection;

  constructor(options: FollowerOptions & { after: number }) {
    const { after, ...rest } = options;
    this.#options = {
      pause,
      silenceMs: 40_000,
      firstByteMs: 20_000,
      ...rest,
    };
    this.#after = after;
  }

  /** Follows until the log has ended, cannot be read at all, or the signal says so. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!this.#isOver && !signal.aborted) {
      try {
        if (this.#fruitless >= patience) {
          await this.#poll(signal);
          // One more stream that fails is enough to come back here.
          this.#fruitless = patience - 1;
        } else {
          await this.#stream(signal);
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        this.#fruitless += 1;
        if (isFinal(error)) {
          this.#tell('over', error as Error);
          return;
        }
        this.#tell('waiting', error as Error);
        await this.#options.pause(this.#nextPause(), signal);
      }
    }
    if (!signal.aborted) {
      this.#tell('over');
    }
  }

  async #stream(signal: AbortSignal): Promise<void> {
    const { source, release, listener } = this.#options;
    const { silenceMs, firstByteMs } = this.#options;
    if (!this.#connection) {
      this.#tell('connecting');
    }
    const watchdog = createWatchdog(firstByteMs, signal);
    const onBytes = () => {
      this.#tell('live');
      watchdog.expect(silenceMs);
    };
    try {
      const response = await source.followLog(
        release,
        this.#after,
        watchdog.signal,
      );
      if (!response.body) {
        throw new Error('The server answered without a stream.');
      }
      for await (const event of readEvents(response.body, onBytes)) {
        this.#fruitless = 0;
        if (event.event === 'lines') {
          this.#accept(logPageSchema.parse(JSON.parse(event.data)), 'stream');
        } else if (event.event === 'release') {
          listener.onReleaseChange();
        } else if (event.event === 'end') {
          this.#isOver = true;
        }
        if (this.#isOver) {
          return;
        }
      }
      throw new Error('The stream was cut.');
    } catch (error) {
      if (watchdog.signal.aborted && this.#connection !== 'live') {
        this.#fruitless = patience;
      }
      throw error;
    } finally {
      watchdog.stop();
    }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const until = Date.now() + pollingMs;
    while (!this.#isOver && !signal.aborted && Date.now() < until) {
      const asked = Date.now();
      const page = await this.#readPage(signal);
      if (signal.aborted) {
        return;
      }
      this.#tell('polling');
      this.#accept(page, 'page');
      if (page.lines.length === 0 && Date.now() - asked < 1000) {
        // Something answers instead of waiting.
        await this.#options.pause(1000, signal);
      }
    }
  }

  /** The server answers within 20 seconds, with lines or without: what is silent for longer is dead. */
  async #readPage(signal: AbortSignal): Promise<LogPage> {
    const { source, release, silenceMs } = this.#options;
    const watchdog = createWatchdog(silenceMs, signal);
    try {
      return await source.readLog(
        release,
        { after: this.#after, limit: 2000, wait: 20 },
        watchdog.signal,
      );
    } finally {
      watchdog.stop();
    }
  }

  #accept(page: LogPage, from: 'stream' | 'page'): void {
    const lines = page.lines.filter(line => line.n > this.#after);
    if (from === 'stream' && lines.length > 0 && lines[0].n > this.#after + 1) {
      // Lines have no gaps. Reading on from the stored log fills it.
      this.#fruitless = patience;
      throw new Error('The stream left lines out.');
    }
    this.#after = Math.max(this.#after, lines.at(-1)?.n ?? 0);
    this.#isOver ||= page.end;
    this.#options.listener.onPage({ ...page, lines });
  }

  #tell(connection: Connection, problem?: Error): void {
    if (connection !== this.#connection || problem) {
      this.#connection = connection;
      this.#options.listener.onConnection(connection, problem);
    }
  }

  #nextPause(): number {
    const exponential = firstPauseMs * 2 ** Math.min(this.#fruitless - 1, 10);
    // Many viewers of one release do not come back in the same moment.
    return Math.min(exponential, longestPauseMs) * (0.75 + Math.random() / 2);
  }
}
