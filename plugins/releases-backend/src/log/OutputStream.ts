import { Writable } from 'node:stream';
import { ControlFilter } from './ControlFilter';
import { LineCutter } from './LineCutter';
import { LineOrigin, LineSink } from './LineSink';
import { MaskStream, SecretMasker } from './SecretMasker';

/** Bytes are looked at in pieces of this size, so that one huge write takes no huge memory. */
const pieceBytes = 64 * 1024;

/**
 * What a process prints: bytes become text, then clean, then masked, then lines. Never fails: when the lease is lost,
 * what comes is dropped, and the run is told by its signal.
 */
export class OutputStream extends Writable {
  readonly #lines: LineSink;
  readonly #decoder = new TextDecoder('utf-8');
  readonly #filter = new ControlFilter();
  readonly #mask: MaskStream;
  readonly #cutter: LineCutter;

  constructor(options: {
    lines: LineSink;
    masker: SecretMasker;
    origin: LineOrigin;
  }) {
    super({ highWaterMark: pieceBytes, decodeStrings: true });
    this.#lines = options.lines;
    this.#mask = options.masker.stream();
    this.#cutter = new LineCutter(({ text, continues }) =>
      this.#lines.add(options.origin, text, continues),
    );
  }

  override _write(
    bytes: Buffer,
    _encoding: BufferEncoding,
    done: () => void,
  ): void {
    if (bytes.length <= pieceBytes) {
      this.#take(bytes);
      this.#whenRoom(done);
      return;
    }
    this.#take(bytes.subarray(0, pieceBytes));
    this.#whenRoom(() =>
      this._write(bytes.subarray(pieceBytes), _encoding, done),
    );
  }

  override _final(done: () => void): void {
    this.#takeText(this.#decoder.decode());
    this.#cutter.push(this.#mask.end());
    this.#cutter.end();
    done();
  }

  /** A process that was killed may not have ended its line. */
  override _destroy(
    error: Error | null,
    done: (error?: Error | null) => void,
  ): void {
    if (!this.writableFinished) {
      this.#cutter.push(this.#mask.end());
      this.#cutter.end();
    }
    done(error);
  }

  #take(bytes: Buffer): void {
    this.#takeText(this.#decoder.decode(bytes, { stream: true }));
  }

  #takeText(text: string): void {
    this.#cutter.push(this.#mask.push(this.#filter.push(text)));
  }

  #whenRoom(next: () => void): void {
    void this.#lines.waitForRoom().then(next);
  }
}
