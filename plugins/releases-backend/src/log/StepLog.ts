import { Writable } from 'node:stream';
import { ReleaseLog } from '@stagedoor/plugin-releases-node';
import { LineCutter } from './LineCutter';
import { LineOrigin, LogWriter } from './LogWriter';
import { OutputStream } from './OutputStream';
import { SecretMasker } from './SecretMasker';

/** The log as one step writes it. */
export class StepLog implements ReleaseLog {
  readonly #writer: LogWriter;
  readonly #masker: SecretMasker;
  readonly #step: string;

  constructor(writer: LogWriter, masker: SecretMasker, step: string) {
    this.#writer = writer;
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
      writer: this.#writer,
      masker: this.#masker,
      origin: { step: this.#step, host: options?.host, stream },
    });
  }

  async flush(): Promise<void> {
    await this.#writer.flush();
  }

  #say(
    stream: LineOrigin['stream'],
    text: string,
    options?: { host?: string },
  ) {
    const origin = { step: this.#step, host: options?.host, stream };
    const cutter = new LineCutter(line =>
      this.#writer.add(origin, line.text, line.continues),
    );
    cutter.push(this.#masker.mask(text));
    cutter.end();
  }
}
