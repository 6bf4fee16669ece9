import type { LogLine } from '@stagedoor/plugin-releases-common';
import { isFinal } from './isFinal';
import { LogFollower } from './LogFollower';
import type { LogSource } from './LogSource';
import { LogStore } from './LogStore';

const pageLines = 500;
/** A log that is not longer is read from its beginning. */
const shortLogLines = 5000;

/** One viewing of a log: fills the store with its end, follows it, and fetches other parts when they are asked for. */
export class LogSession {
  readonly store: LogStore;
  readonly #source: LogSource;
  readonly #release: number;
  readonly #onReleaseChange: () => void;
  #controller = new AbortController();
  #paging?: Promise<void>;
  #isPaging = false;

  constructor(options: {
    source: LogSource;
    release: number;
    onReleaseChange: () => void;
    store?: LogStore;
  }) {
    this.#source = options.source;
    this.#release = options.release;
    this.#onReleaseChange = options.onReleaseChange;
    this.store = options.store ?? new LogStore();
  }

  /** Fills the store and then follows until the log ends or {@link stop} is called. */
  async start(): Promise<void> {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const { newest } = this.store.getSnapshot();
    if (newest > 0) {
      // Begun before: nothing may be left out between then and now.
      await this.#follow(newest, signal);
      return;
    }
    let after = 0;
    try {
      const end = await this.#readEnd(signal);
      if (signal.aborted) {
        return;
      }
      this.store.receive(end.lines);
      after = end.cursor;
      if (end.end) {
        this.#finish();
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (isFinal(error)) {
        this.store.setConnection('over', error as Error);
        return;
      }
      // The follower goes on trying.
      this.store.setConnection('waiting', error as Error);
    }
    await this.#follow(after, signal);
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Reads lines before those that are held. */
  loadOlder(): Promise<void> {
    return this.#readOn(async signal => {
      const { first } = this.store.window;
      if (first > 1) {
        const after = Math.max(0, first - 1 - pageLines);
        this.store.addOlder(await this.#readRange(after, first - 1, signal));
      }
    });
  }

  /** Reads lines after those that are held. */
  loadNewer(): Promise<void> {
    return this.#readOn(async signal => {
      if (!this.store.isAttached) {
        const after = this.store.window.last;
        const page = await this.#read({ after, limit: pageLines }, signal);
        this.store.addNewer(page.lines);
      }
    });
  }

  /** Makes sure that a line and its surroundings are held. */
  showLine(n: number): Promise<void> {
    return this.#page(async signal => {
      if (!this.store.window.has(n)) {
        const after = Math.max(0, n - 1 - pageLines / 2);
        this.store.show(
          await this.#readRange(after, after + pageLines, signal),
        );
      }
    });
  }

  /** Number of the first line of a step or a host, after a line. */
  async findFirst(
    filter: { step?: string; host?: string },
    after = 0,
  ): Promise<number | undefined> {
    const { signal } = this.#controller;
    for (let from = after; ;) {
      const query = { ...filter, after: from, limit: 1 };
      const { lines, cursor, end } = await this.#read(query, signal);
      if (lines.length > 0 || end || cursor <= from) {
        return lines[0]?.n;
      }
      // The server looks at a part at a time.
      from = cursor;
    }
  }

  /** All lines after one, up to another: as many answers as it takes, so that nothing is left out in between. */
  async #readRange(
    after: number,
    to: number,
    signal: AbortSignal,
  ): Promise<LogLine[]> {
    const range: LogLine[] = [];
    for (let from = after; from < to;) {
      const page = await this.#read({ after: from, limit: to - from }, signal);
      range.push(...page.lines);
      if (page.cursor <= from) {
        break;
      }
      from = page.cursor;
    }
    return range;
  }

  #read(
    query: Parameters<LogSource['readLog']>[1],
    signal: AbortSignal = this.#controller.signal,
  ) {
    return this.#source.readLog(this.#release, query, signal);
  }

  /** The beginning of a short log, the end of a long one. */
  async #readEnd(signal: AbortSignal) {
    const page = await this.#read({ after: 0, limit: pageLines }, signal);
    const last = page.last ?? page.cursor;
    return last <= shortLogLines
      ? page
      : this.#read({ after: last - pageLines, limit: pageLines }, signal);
  }

  async #follow(after: number, signal: AbortSignal): Promise<void> {
    const { store } = this;
    const follower = new LogFollower({
      source: this.#source,
      release: this.#release,
      after,
      listener: {
        onPage: page => store.receive(page.lines),
        onReleaseChange: this.#onReleaseChange,
        onConnection: (connection, problem) => {
          store.setConnection(connection, problem);
          if (connection === 'over' && !problem) {
            this.#finish();
          }
        },
      },
    });
    await follower.run(signal);
  }

  #finish(): void {
    this.store.setConnection('over');
    this.store.end();
    this.#onReleaseChange();
  }

  /** Reads on unless something is being read already: the view asks again when that is there. */
  #readOn(load: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.#isPaging ? Promise.resolve() : this.#page(load);
  }

  /** One part after the other; what went wrong is shown where the lines would be. */
  #page(load: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#controller;
    const run = async () => {
      this.#isPaging = true;
      this.store.setPaging(true);
      try {
        await load(signal);
        this.store.setPaging(false);
      } catch (error) {
        if (!signal.aborted) {
          this.store.setPaging(false, error as Error);
        }
      } finally {
        this.#isPaging = false;
      }
    };
    this.#paging = (this.#paging ?? Promise.resolve()).then(run);
    return this.#paging;
  }
}
