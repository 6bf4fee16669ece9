import type { LogLine } from '@stagedoor/plugin-releases-common';

/** How much of a log a page holds at most. */
export interface LogLimits {
  lines: number;
  characters: number;
}

/** @internal */
export const defaultLimits: LogLimits = {
  lines: 50_000,
  characters: 24 * 1024 * 1024,
};

/**
 * A stretch of a log without gaps that grows at either end, and loses lines at the other one when it becomes too long.
 * Immutable, so that a view can tell by identity whether it changed.
 */
export class LogWindow {
  private constructor(
    readonly lines: readonly LogLine[],
    private readonly characters: number,
    private readonly limits: LogLimits,
  ) {}

  static of(
    lines: readonly LogLine[],
    limits: LogLimits = defaultLimits,
  ): LogWindow {
    return new LogWindow(lines, count(lines), limits).#dropOldest();
  }

  /** Number of the first line it holds; 0 when it holds none. */
  get first(): number {
    return this.lines[0]?.n ?? 0;
  }

  /** Number of the last line it holds; 0 when it holds none. */
  get last(): number {
    return this.lines.at(-1)?.n ?? 0;
  }

  has(n: number): boolean {
    return this.lines.length > 0 && n >= this.first && n <= this.last;
  }

  /** Whether it would have to drop something to take these lines in. */
  isFullWith(lines: readonly LogLine[]): boolean {
    return this.#isTooLong(
      this.lines.length + lines.length,
      this.characters + count(lines),
    );
  }

  /** With what follows it; lines it has already are passed over. */
  append(lines: readonly LogLine[]): LogWindow {
    const added = lines.filter(line => line.n > this.last);
    if (added.length === 0) {
      return this;
    }
    return new LogWindow(
      [...this.lines, ...added],
      this.characters + count(added),
      this.limits,
    ).#dropOldest();
  }

  /** With what comes before it; lines it has already are passed over. */
  prepend(lines: readonly LogLine[]): LogWindow {
    const added = lines.filter(line => line.n < this.first);
    if (added.length === 0) {
      return this;
    }
    return new LogWindow(
      [...added, ...this.lines],
      this.characters + count(added),
      this.limits,
    ).#dropNewest();
  }

  /** The last of its lines, as a window of its own. */
  tail(lines: number): LogWindow {
    return LogWindow.of(this.lines.slice(-lines), this.limits);
  }

  #dropOldest(): LogWindow {
    if (!this.#isTooLong(this.lines.length, this.characters)) {
      return this;
    }
    // A tenth more than needed, so that not every new line costs a copy of all.
    const { keepLines, keepCharacters } = this.#goals();
    let drop = 0;
    let left = this.characters;
    while (this.lines.length - drop > keepLines || left > keepCharacters) {
      left -= this.lines[drop].text.length;
      drop += 1;
    }
    return new LogWindow(this.lines.slice(drop), left, this.limits);
  }

  #dropNewest(): LogWindow {
    if (!this.#isTooLong(this.lines.length, this.characters)) {
      return this;
    }
    const { keepLines, keepCharacters } = this.#goals();
    let keep = this.lines.length;
    let left = this.characters;
    while (keep > keepLines || left > keepCharacters) {
      keep -= 1;
      left -= this.lines[keep].text.length;
    }
    return new LogWindow(this.lines.slice(0, keep), left, this.limits);
  }

  #isTooLong(lines: number, characters: number): boolean {
    return lines > this.limits.lines || characters > this.limits.characters;
  }

  #goals() {
    return {
      keepLines: Math.ceil(this.limits.lines * 0.9),
      keepCharacters: Math.ceil(this.limits.characters * 0.9),
    };
  }
}

function count(lines: readonly LogLine[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0);
}
