import { HostRefusedError } from './errors';

/** One line of what the program on a host answers: a word, and what follows it. */
export interface Answer {
  key: string;
  value: string;
}

const maxAnswerBytes = 64 * 1024;
const maxAnswers = 2_000;
const lineBreak = 0x0a;

/**
 * Tells the answers of the program on a host from the output of the commands that it runs. Answers carry a nonce that
 * those commands do not know.
 */
export class AnswerReader {
  readonly answers: Answer[] = [];
  readonly #mark: Buffer;
  #pending = Buffer.alloc(0);
  /** What came last ended a line, so that an answer may follow. */
  #isLineStart = false;

  constructor(nonce: string) {
    this.#mark = Buffer.from(`@${nonce} `);
  }

  /** Takes what has arrived and returns the part of it that is output, at once and as far as it is certain. */
  take(chunk: Buffer): Buffer {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const output: Buffer[] = [];
    for (;;) {
      const start = this.#findMark();
      if (start < 0) {
        break;
      }
      // The line break before an answer is its own.
      output.push(this.#pending.subarray(0, Math.max(start - 1, 0)));
      this.#pending = this.#pending.subarray(start);
      this.#isLineStart = true;
      const end = this.#pending.indexOf('\n');
      if (end < 0) {
        if (this.#pending.length > maxAnswerBytes) {
          throw new HostRefusedError(
            'answer',
            'It answers with an endless line',
          );
        }
        return Buffer.concat(output);
      }
      this.#record(this.#pending.subarray(this.#mark.length, end));
      this.#pending = this.#pending.subarray(end + 1);
      this.#isLineStart = false;
    }
    const certain = this.#pending.length - this.#countHeldBytes();
    if (certain > 0) {
      output.push(this.#pending.subarray(0, certain));
      this.#isLineStart = this.#pending[certain - 1] === lineBreak;
      this.#pending = this.#pending.subarray(certain);
    }
    return Buffer.concat(output);
  }

  /** Whether the program has said that it is over. */
  get isComplete(): boolean {
    return this.answers.at(-1)?.key === 'exit';
  }

  #record(line: Buffer): void {
    if (this.answers.length >= maxAnswers) {
      throw new HostRefusedError('answer', 'It answers without end');
    }
    const text = line.toString('utf8');
    const space = text.indexOf(' ');
    this.answers.push(
      space < 0
        ? { key: text, value: '' }
        : { key: text.slice(0, space), value: text.slice(space + 1) },
    );
  }

  /** Where an answer begins; -1 if none does. */
  #findMark(): number {
    const { length } = this.#mark;
    if (
      this.#isLineStart &&
      this.#pending.subarray(0, length).equals(this.#mark)
    ) {
      return 0;
    }
    const index = this.#pending.indexOf(
      Buffer.concat([Buffer.from('\n'), this.#mark]),
    );
    return index < 0 ? -1 : index + 1;
  }

  /** How many bytes at the end may be the beginning of an answer. */
  #countHeldBytes(): number {
    const size = this.#pending.length;
    for (
      let held = Math.min(size, this.#mark.length - 1);
      held > 0;
      held -= 1
    ) {
      const mayBegin =
        held === size
          ? this.#isLineStart
          : this.#pending[size - held - 1] === lineBreak;
      if (
        mayBegin &&
        this.#pending.subarray(size - held).equals(this.#mark.subarray(0, held))
      ) {
        return held;
      }
    }
    return 0;
  }
}
