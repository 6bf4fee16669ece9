/** One line of what the program on a host answers: a word, and what follows it. */
export interface Answer {
  key: string;
  value: string;
}

const maxAnswerBytes = 64 * 1024;
const maxAnswers = 2_000;

/**
 * Tells the answers of the program on a host from the output of the commands that it runs. Answers carry a nonce that
 * those commands do not know.
 */
export class AnswerReader {
  readonly answers: Answer[] = [];
  readonly #prefix: Buffer;
  #pending = Buffer.alloc(0);

  constructor(nonce: string) {
    this.#prefix = Buffer.from(`\n@${nonce} `);
  }

  /** Takes what has arrived and returns the part of it that is output. */
  take(chunk: Buffer): Buffer {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const output: Buffer[] = [];
    for (;;) {
      const start = this.#pending.indexOf(this.#prefix);
      if (start < 0) {
        break;
      }
      output.push(this.#pending.subarray(0, start));
      const end = this.#pending.indexOf('\n', start + this.#prefix.length);
      if (end < 0) {
        this.#pending = this.#pending.subarray(start);
        if (this.#pending.length > maxAnswerBytes) {
          throw new Error('A host answered with an endless line');
        }
        return Buffer.concat(output);
      }
      this.#record(this.#pending.subarray(start + this.#prefix.length, end));
      this.#pending = this.#pending.subarray(end + 1);
    }
    const held = this.#pending.length - this.#countHeldBytes();
    output.push(this.#pending.subarray(0, held));
    this.#pending = this.#pending.subarray(held);
    return Buffer.concat(output);
  }

  /** Whether the program has said that it is over. */
  get isComplete(): boolean {
    return this.answers.at(-1)?.key === 'exit';
  }

  #record(line: Buffer): void {
    if (this.answers.length >= maxAnswers) {
      throw new Error('A host answered without end');
    }
    const text = line.toString('utf8');
    const space = text.indexOf(' ');
    this.answers.push(
      space < 0
        ? { key: text, value: '' }
        : { key: text.slice(0, space), value: text.slice(space + 1) },
    );
  }

  /** How many bytes at the end may be the beginning of an answer. */
  #countHeldBytes(): number {
    const longest = Math.min(this.#pending.length, this.#prefix.length - 1);
    for (let length = longest; length > 0; length -= 1) {
      const tail = this.#pending.subarray(this.#pending.length - length);
      if (tail.equals(this.#prefix.subarray(0, length))) {
        return length;
      }
    }
    return 0;
  }
}
