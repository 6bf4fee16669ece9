import type { LogLine } from '@stagedoor/plugin-releases-common';
import type { Connection } from './LogFollower';
import { defaultLimits, LogLimits, LogWindow } from './LogWindow';

/** What a view of a log sees. Each change is a new object. */
export interface LogSnapshot {
  lines: readonly LogLine[];
  /** Number of the newest line that is known of, whether it is held or not. */
  newest: number;
  /** The lines held reach to the newest one, and grow with it. */
  isAttached: boolean;
  /** There are lines before those that are held. */
  hasOlder: boolean;
  /** Nothing follows any more. */
  isEnded: boolean;
  /** The first answer is there. */
  isLoaded: boolean;
  connection: Connection;
  /** Why the connection is not there. */
  problem?: Error;
  /** Another part is being read. */
  isPaging: boolean;
  /** Why another part could not be read. */
  pagingProblem?: Error;
}

/** The part of the limit that is kept for the way back to the end while an older part is shown. */
const tailPart = 1 / 25;

/**
 * Holds as much of a log as a page needs: one window that either ends at the newest line, or shows an older part while
 * the last lines are kept aside for the way back.
 */
export class LogStore {
  readonly #limits: LogLimits;
  readonly #flushMs: number;
  readonly #tailLines: number;
  readonly #listeners = new Set<() => void>();
  #window: LogWindow;
  #tail: LogWindow;
  #state: Omit<LogSnapshot, 'lines' | 'newest' | 'isAttached' | 'hasOlder'> = {
    isEnded: false,
    isLoaded: false,
    connection: 'connecting',
    isPaging: false,
  };
  #isAttached = true;
  #isHeld = false;
  #newest = 0;
  #snapshot: LogSnapshot;
  #flushedAt = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(options: { limits?: LogLimits; flushMs?: number } = {}) {
    this.#limits = options.limits ?? defaultLimits;
    this.#tailLines = Math.ceil(this.#limits.lines * tailPart);
    this.#flushMs = options.flushMs ?? 80;
    this.#window = LogWindow.of([], this.#limits);
    this.#tail = this.#window;
    this.#snapshot = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.#snapshot;

  get window(): LogWindow {
    return this.#window;
  }

  get isAttached(): boolean {
    return this.#isAttached;
  }

  /** Takes in the lines that the follower brings. */
  receive(lines: readonly LogLine[]): void {
    this.#newest = Math.max(this.#newest, lines.at(-1)?.n ?? 0);
    if (this.#isAttached && this.#isHeld && this.#window.isFullWith(lines)) {
      this.#tail = this.#window.tail(this.#tailLines);
      this.#isAttached = false;
    }
    if (this.#isAttached) {
      this.#window = this.#window.append(lines);
    } else {
      this.#tail = this.#tail.append(lines).tail(this.#tailLines);
    }
    this.#state = { ...this.#state, isLoaded: true };
    this.#changed();
  }

  setConnection(connection: Connection, problem?: Error): void {
    this.#state = { ...this.#state, connection, problem };
    this.#changed();
  }

  /** Says that the last line has been received, or that there never will be one. */
  end(): void {
    this.#state = { ...this.#state, isEnded: true, isLoaded: true };
    this.#changed();
  }

  /** While somebody reads, lines are not dropped under their eyes: the window rather stops growing. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  setPaging(isPaging: boolean, pagingProblem?: Error): void {
    this.#state = { ...this.#state, isPaging, pagingProblem };
    this.#changed();
  }

  /** Adds older lines before those that are held. */
  addOlder(lines: readonly LogLine[]): void {
    this.#setWindow(this.#window.prepend(lines));
  }

  /** Adds what follows the older part that is held. */
  addNewer(lines: readonly LogLine[]): void {
    this.#setWindow(this.#window.append(lines));
  }

  /** Shows another part. */
  show(lines: readonly LogLine[]): void {
    this.#setWindow(LogWindow.of(lines, this.#limits));
  }

  /** Goes back to the newest lines. */
  attach(): void {
    if (!this.#isAttached) {
      this.#window = this.#tail;
      this.#isAttached = true;
      this.#changed();
    }
  }

  #setWindow(window: LogWindow): void {
    if (this.#isAttached) {
      this.#tail = this.#window.tail(this.#tailLines);
    }
    // The older part has grown together with the end.
    const isJoined =
      this.#tail.lines.length === 0 || window.last >= this.#tail.first - 1;
    this.#window = isJoined ? window.append(this.#tail.lines) : window;
    this.#isAttached = isJoined;
    this.#newest = Math.max(this.#newest, window.last);
    this.#changed();
  }

  /** Tells at once what comes after a silence, and gathers what comes in a flood. */
  #changed(): void {
    if (this.#timer) {
      return;
    }
    const since = Date.now() - this.#flushedAt;
    if (since >= this.#flushMs) {
      this.#flush();
    } else {
      this.#timer = setTimeout(() => this.#flush(), this.#flushMs - since);
    }
  }

  #flush(): void {
    this.#timer = undefined;
    this.#flushedAt = Date.now();
    this.#snapshot = this.#take();
    this.#listeners.forEach(listener => listener());
  }

  #take(): LogSnapshot {
    return {
      ...this.#state,
      lines: this.#window.lines,
      newest: this.#newest,
      isAttached: this.#isAttached,
      hasOlder: this.#window.first > 1,
    };
  }
}
