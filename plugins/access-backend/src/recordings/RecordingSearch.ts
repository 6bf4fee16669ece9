import { CastEvent } from './asciicast';
import { TextFilter } from './TextFilter';

/** A line that was on the screen, and when the text in it was. */
export interface Match {
  /** Seconds from the start. */
  at: number;
  text: string;
}

/** What is kept of a line that does not end. */
const longestLine = 2000;
/** How much of a line is shown around a match. */
const longestText = 300;

/** Finds text in output, line by line, with no more than a line of it in memory. */
export class RecordingSearch {
  readonly #needle: string;
  readonly #most: number;
  readonly #filter = new TextFilter();
  readonly #matches: Match[] = [];
  #line = '';
  /** From which character of the line on text came at which time. */
  #times: { from: number; at: number }[] = [];
  #hasMore = false;

  /** @param most - how many matches are kept */
  constructor(needle: string, most: number) {
    this.#needle = needle.toLowerCase();
    this.#most = most;
  }

  /** There are as many matches as are kept, and one more. */
  get isDone(): boolean {
    return this.#hasMore;
  }

  push([at, kind, data]: CastEvent): void {
    if (kind !== 'o') {
      return;
    }
    if (this.#times.at(-1)?.from === this.#line.length) {
      this.#times.pop();
    }
    this.#times.push({ from: this.#line.length, at });
    for (const character of this.#filter.push(data)) {
      if (character === '\n' || character === '\r') {
        this.#endLine(at);
      } else if (character === '\b') {
        this.#line = this.#line.slice(0, -1);
      } else {
        this.#line += character;
        if (this.#line.length >= longestLine) {
          this.#endLine(at, this.#needle.length - 1);
        }
      }
    }
  }

  finish(): { items: Match[]; more: boolean } {
    this.#endLine(0);
    return { items: this.#matches, more: this.#hasMore };
  }

  /** @param keep - how many characters belong to the next line as well, so that what is cut is found */
  #endLine(at: number, keep = 0): void {
    const index = this.#line.toLowerCase().indexOf(this.#needle);
    if (index >= 0 && this.#matches.length >= this.#most) {
      this.#hasMore = true;
    } else if (index >= 0) {
      const start = Math.max(0, index - longestText / 3);
      this.#matches.push({
        at: this.#timeOf(index),
        text: this.#line.slice(start, start + longestText).trim(),
      });
    }
    // A line with a match is over: its end would be the same match again.
    this.#line = keep > 0 && index < 0 ? this.#line.slice(-keep) : '';
    this.#times = [{ from: 0, at }];
  }

  #timeOf(index: number): number {
    return this.#times.findLast(({ from }) => from <= index)?.at ?? 0;
  }
}
