import { Writable } from 'node:stream';
import { LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseWake } from '../wake/DatabaseWake';
import { ReleaseWake } from '../wake/releaseWake';
import { Follower } from './Follower';
import { LogStore } from './LogStore';
import { ReleaseFeed } from './ReleaseFeed';

const lookEveryMs = 5_000;
const looksPerBeat = 3;

/** Sends logs as server-sent events to everybody in this process who follows one. */
export class LogPump {
  readonly #feeds = new Map<number, ReleaseFeed>();
  readonly #store: LogStore;
  readonly #logger: LoggerService;
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  #looks = 0;

  constructor(options: {
    store: LogStore;
    wake: DatabaseWake;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#unsubscribe = options.wake.subscribe({
      onWake: wake => this.#hear(wake),
      onGap: () => this.#lookAgain(),
    });
    // In case a wake got lost in a way that nobody noticed.
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /**
   * Writes what follows a line to a stream, from now until the release has ended or the stream is closed.
   */
  follow(options: { release: number; after: number; sink: Writable }): void {
    const { release, sink } = options;
    const feed = this.#feedOf(release);
    const follower = new Follower({ ...options, store: this.#store });
    feed.followers.add(follower);
    sink.on('error', () => {});
    sink.once('close', () => {
      feed.followers.delete(follower);
      if (feed.followers.size === 0 && this.#feeds.get(release) === feed) {
        this.#feeds.delete(release);
        feed.close();
      }
    });
    void follower.catchUp();
    feed.poke();
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#timer);
    this.#feeds.forEach(feed => feed.close());
    this.#feeds.clear();
  }

  #feedOf(release: number): ReleaseFeed {
    let feed = this.#feeds.get(release);
    if (!feed) {
      feed = new ReleaseFeed({
        release,
        store: this.#store,
        onError: error =>
          this.#logger.warn(`Could not read the log of release #${release}`, {
            reason: String(error),
          }),
      });
      this.#feeds.set(release, feed);
    }
    return feed;
  }

  #hear({ release, kind }: ReleaseWake): void {
    const feed = this.#feeds.get(release);
    if (kind === 'log') {
      feed?.poke();
    } else if (kind !== 'queue' && feed) {
      feed.tellChange();
      // Its end completes the log.
      feed.poke();
    }
  }

  #look(): void {
    this.#looks += 1;
    for (const feed of this.#feeds.values()) {
      feed.poke();
      if (this.#looks % looksPerBeat === 0) {
        feed.beat();
      }
    }
  }

  #lookAgain(): void {
    for (const feed of this.#feeds.values()) {
      feed.poke();
      feed.tellChange();
    }
  }
}
