/** Longer lines are cut, so that no reader ever has to hold one. */
export const longestLineBytes = 16 * 1024;

const progressEveryMs = 1_000;
const encoder = new TextEncoder();
const room = new Uint8Array(longestLineBytes);

/** One line, or a piece of one that was too long. */
export interface CutLine {
  text: string;
  continues?: true;
}

/**
 * Cuts text into lines. Text that is written over (progress after a carriage return) is kept once a second, and in its
 * last form.
 */
export class LineCutter {
  readonly #emit: (line: CutLine) => void;
  readonly #now: () => number;
  #line = '';
  /** Something of this line has been emitted. */
  #begun = false;
  #overwritten = false;
  #lastProgress = -Infinity;

  /** @param now - milliseconds that only ever grow */
  constructor(
    emit: (line: CutLine) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#emit = emit;
    this.#now = now;
  }

  push(text: string): void {
    let at = 0;
    for (const { index, 0: end } of text.matchAll(/[\r\n]/g)) {
      this.#append(text.slice(at, index));
      at = index + 1;
      if (end === '\n') {
        this.#finish();
      } else {
        this.#startOver();
      }
    }
    this.#append(text.slice(at));
  }

  /** The text ends here, with or without the end of a line. */
  end(): void {
    if (this.#line !== '' || this.#begun) {
      this.#finish();
    }
  }

  #append(text: string): void {
    if (text === '') {
      return;
    }
    if (this.#overwritten) {
      this.#overwritten = false;
      this.#keepProgress();
    }
    this.#line += text;
    while (this.#line.length * 3 > longestLineBytes) {
      const fits = fitting(this.#line);
      if (fits === this.#line.length) {
        break;
      }
      this.#emit({ text: this.#line.slice(0, fits), continues: true });
      this.#begun = true;
      // Copied, so that the rest does not keep the whole chunk alive.
      this.#line = this.#line.slice(fits);
    }
  }

  #finish(): void {
    this.#emit({ text: this.#line });
    this.#line = '';
    this.#begun = false;
    this.#overwritten = false;
  }

  #startOver(): void {
    if (this.#begun) {
      this.#finish();
    } else if (this.#line !== '') {
      this.#overwritten = true;
    }
  }

  #keepProgress(): void {
    const now = this.#now();
    if (now - this.#lastProgress >= progressEveryMs) {
      this.#lastProgress = now;
      this.#emit({ text: this.#line });
    }
    this.#line = '';
  }
}

/** How many UTF-16 units of a line fit, without cutting a character or a colour in two. */
function fitting(line: string): number {
  const { read } = encoder.encodeInto(line, room);
  if (read === line.length) {
    return read;
  }
  const sequence = line.lastIndexOf('\x1b', read - 1);
  const cutsSequence = sequence > 0 && line.indexOf('m', sequence) >= read;
  return cutsSequence ? sequence : read;
}
