import { Writable } from 'node:stream';
import { ReleaseLog } from '@stagedoor/plugin-releases-node';
import { LineCutter } from './LineCutter';
import { LineOrigin, LineSink } from './LineSink';
import { OutputStream } from './OutputStream';
import { SecretMasker } from './SecretMasker';

/** The log as one step writes it. */
export class StepLog implements ReleaseLog {
  readonly #lines: LineSink;
  readonly #masker: SecretMasker;
  readonly #step: string;

  constructor(lines: LineSink, masker: SecretMasker, step: string) {
    this.#lines = lines;
    this.#masker = masker;
    this.#step = step;
  }

  note(text: string, options?: { host?: string }): void {
    this.#say('note', text, options);
  }

  command(text: string, options?: { host?: string }): void {
    this.#say('command', text, options);
  }

  output(stream: 'out' | 'err', options?: { host?: string }): Writable {
    return new OutputStream({
      lines: this.#lines,
      masker: this.#masker,
      origin: { step: this.#step, host: options?.host, stream },
    });
  }

  async flush(): Promise<void> {
    await this.#lines.flush();
  }

  #say(
    stream: LineOrigin['stream'],
    text: string,
    options?: { host?: string },
  ) {
    const origin = { step: this.#step, host: options?.host, stream };
    const cutter = new LineCutter(line =>
      this.#lines.add(origin, line.text, line.continues),
    );
    cutter.push(this.#masker.mask(text));
    cutter.end();
  }
}
