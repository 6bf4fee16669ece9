import { Writable } from 'node:stream';
import { LogSlice, sliceAfter } from './LogSlice';
import { LogStore } from './LogStore';
import { endEvent, heartbeat, linesEvent } from './sse';

/** More than this is never kept in memory for one reader. */
const mostBuffered = 256 * 1024;

const mostStalledBeats = 4;

/**
 * One reader of a log. Gets each line once and in order: new lines as they are fanned out, and what it has missed from
 * the database, at the pace at which it reads.
 */
export class Follower {
  readonly #release: number;
  readonly #store: LogStore;
  readonly #sink: Writable;
  #cursor: number;
  /** The last line that is known to be there. */
  #heardOf = 0;
  #over = false;
  #catchingUp = false;
  #stalledBeats = 0;

  constructor(options: {
    release: number;
    store: LogStore;
    sink: Writable;
    after: number;
  }) {
    this.#release = options.release;
    this.#store = options.store;
    this.#sink = options.sink;
    this.#cursor = options.after;
  }

  get gone(): boolean {
    return this.#sink.destroyed || this.#sink.writableEnded;
  }

  /** Takes new lines, whose event is shared by all readers that need all of them. */
  offer(slice: LogSlice, event: Buffer): void {
    this.#heardOf = Math.max(this.#heardOf, slice.last);
    if (this.#catchingUp || this.gone || slice.last <= this.#cursor) {
      return;
    }
    const missing = slice.first > this.#cursor + 1;
    if (missing || this.#sink.writableLength > mostBuffered) {
      void this.catchUp();
      return;
    }
    this.#sink.write(
      slice.first === this.#cursor + 1
        ? event
        : linesEvent(sliceAfter(slice, this.#cursor)),
    );
    this.#cursor = slice.last;
  }

  /** Hears how far the log has come. */
  hear(last: number, complete: boolean): void {
    this.#heardOf = Math.max(this.#heardOf, last);
    this.#over ||= complete;
    if (complete || last > this.#cursor) {
      void this.catchUp();
    }
  }

  /** Reads from the database until nothing is missing; ends the stream if the log is complete. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp) {
      return;
    }
    this.#catchingUp = true;
    try {
      while (!this.gone) {
        await this.#untilRead();
        const { complete } = await this.#store.readExtent(this.#release);
        const slice = await this.#store.readSlice(
          this.#release,
          this.#cursor,
          2,
        );
        if (this.gone) {
          return;
        }
        if (slice) {
          this.#sink.write(linesEvent(slice));
          this.#cursor = slice.last;
        } else if (complete) {
          this.#sink.end(endEvent(this.#release));
          return;
        } else if (this.#heardOf <= this.#cursor && !this.#over) {
          return;
        }
      }
    } catch (error) {
      // The reader connects again and goes on after its last line.
      this.#sink.destroy(error instanceof Error ? error : undefined);
    } finally {
      this.#catchingUp = false;
    }
  }

  /** Tells something that is no line, unless the reader is too slow to hear it in time. */
  tell(event: Buffer): void {
    if (!this.gone && this.#sink.writableLength <= mostBuffered) {
      this.#sink.write(event);
    }
  }

  /** Called every few seconds. Lets go of a reader that has stopped reading. */
  beat(): void {
    if (this.gone) {
      return;
    }
    if (this.#sink.writableLength === 0) {
      this.#stalledBeats = 0;
      this.#sink.write(heartbeat);
    } else if (++this.#stalledBeats >= mostStalledBeats) {
      this.#sink.destroy();
    }
  }

  /** Ends the stream without saying that nothing follows. */
  leave(): void {
    if (!this.gone) {
      this.#sink.end();
    }
  }

  async #untilRead(): Promise<void> {
    if (this.#sink.writableNeedDrain) {
      await new Promise<void>(resolve => {
        const finish = () => {
          this.#sink.off('drain', finish);
          this.#sink.off('close', finish);
          resolve();
        };
        this.#sink.on('drain', finish);
        this.#sink.on('close', finish);
      });
    }
  }
}
