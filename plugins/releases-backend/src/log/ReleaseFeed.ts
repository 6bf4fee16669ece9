import { Follower } from './Follower';
import { LogSlice } from './LogSlice';
import { LogStore } from './LogStore';
import { linesEvent, releaseEvent } from './sse';

const changesEveryMs = 200;

/** The new lines of one release, read once and fanned out to everybody in this process who follows it. */
export class ReleaseFeed {
  readonly followers = new Set<Follower>();
  readonly #release: number;
  readonly #store: LogStore;
  readonly #onError: (error: unknown) => void;
  /** Everything up to here was fanned out; undefined before the first look. */
  #cursor: number | undefined;
  #reading = false;
  #poked = false;
  #change?: NodeJS.Timeout;

  constructor(options: {
    release: number;
    store: LogStore;
    onError: (error: unknown) => void;
  }) {
    this.#release = options.release;
    this.#store = options.store;
    this.#onError = options.onError;
  }

  /** There may be new lines. */
  poke(): void {
    this.#poked = true;
    if (!this.#reading) {
      this.#reading = true;
      void this.#readWhilePoked();
    }
  }

  /** Something else about the release has changed. Several changes in a row are told as one. */
  tellChange(): void {
    this.#change ??= setTimeout(() => {
      this.#change = undefined;
      this.#each(follower => follower.tell(releaseEvent(this.#release)));
    }, changesEveryMs);
  }

  beat(): void {
    this.#each(follower => follower.beat());
  }

  /** Readers connect again, to another replica if this one is leaving. */
  close(): void {
    clearTimeout(this.#change);
    this.#each(follower => follower.leave());
  }

  async #readWhilePoked(): Promise<void> {
    try {
      while (this.#poked) {
        this.#poked = false;
        await this.#read();
      }
    } catch (error) {
      // Poked again by the next wake or the next beat.
      this.#onError(error);
    } finally {
      this.#reading = false;
    }
  }

  async #read(): Promise<void> {
    const cursor = this.#cursor;
    // Most often there is one slice to read: it is asked for without waiting for how far the log has come.
    const [{ last, complete }, next] = await Promise.all([
      this.#store.readExtent(this.#release),
      cursor === undefined
        ? undefined
        : this.#store.readSlice(this.#release, cursor),
    ]);
    this.#cursor ??= last;
    let slice = next;
    while (slice || this.#cursor < last) {
      slice ??= await this.#store.readSlice(this.#release, this.#cursor);
      if (!slice) {
        break;
      }
      this.#fanOut(slice);
      slice = undefined;
    }
    const seen = this.#cursor;
    this.#each(follower => follower.hear(seen, complete));
  }

  #fanOut(slice: LogSlice): void {
    const event = linesEvent(slice);
    this.#cursor = slice.last;
    this.#each(follower => follower.offer(slice, event));
  }

  #each(act: (follower: Follower) => void): void {
    for (const follower of [...this.followers]) {
      act(follower);
    }
  }
}
