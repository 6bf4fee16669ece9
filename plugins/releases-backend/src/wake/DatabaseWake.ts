import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Client } from 'pg';
import { pause } from '../runner/pause';
import { parseWake, ReleaseWake, wakeChannel } from './releaseWake';

/** Whoever wants to be woken. */
export interface WakeListener {
  onWake(wake: ReleaseWake): void;
  /** Wakes may have been missed: read everything again. */
  onGap(): void;
}

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/**
 * Hears what other replicas have committed, over one connection per process. Notifications get lost while there is no
 * connection, so listeners are told to read again after each new one.
 */
export class DatabaseWake {
  readonly #listeners = new Set<WakeListener>();
  readonly #closing = new AbortController();
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  readonly #checkEveryMs: number;
  #delayMs = firstDelayMs;
  #drop?: () => void;
  #loop?: Promise<void>;

  private constructor(options: {
    knex: Knex;
    logger: LoggerService;
    checkEveryMs?: number;
  }) {
    this.#knex = options.knex;
    this.#logger = options.logger;
    this.#checkEveryMs = options.checkEveryMs ?? 10_000;
  }

  static start(options: {
    knex: Knex;
    logger: LoggerService;
    /** How often the connection is asked whether it still lives. */
    checkEveryMs?: number;
  }): DatabaseWake {
    const wake = new DatabaseWake(options);
    wake.#loop = wake.#listen();
    return wake;
  }

  /** @returns a function that ends it */
  subscribe(listener: WakeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#drop?.();
    await this.#loop;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#listenOnce();
      } catch (error) {
        if (!signal.aborted) {
          this.#logger.warn(
            'Lost the connection that hears of releases; connecting again',
            error instanceof Error ? error : undefined,
          );
        }
      }
      await pause(this.#delayMs, signal);
      this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
    }
  }

  /** Resolves or rejects when the connection has ended. */
  async #listenOnce(): Promise<void> {
    const client: Client = await this.#knex.client.acquireRawConnection();
    let check: NodeJS.Timeout | undefined;
    try {
      const ended = new Promise<void>((resolve, reject) => {
        client.on('error', reject);
        client.on('end', resolve);
        this.#drop = resolve;
      });
      ended.catch(() => {});
      client.on('notification', ({ channel, payload }) => {
        const wake = channel === wakeChannel ? parseWake(payload) : undefined;
        if (wake) {
          this.#tell(listener => listener.onWake(wake));
        }
      });
      if (this.#closing.signal.aborted) {
        return;
      }
      await client.query(`LISTEN ${wakeChannel}`);
      this.#delayMs = firstDelayMs;
      this.#tell(listener => listener.onGap());
      check = setInterval(
        () => this.#checkAlive(client),
        this.#checkEveryMs,
      ).unref();
      await ended;
    } finally {
      clearInterval(check);
      this.#drop = undefined;
      // Destroys the socket at once if a query is still unanswered.
      client.end().catch(() => {});
    }
  }

  /** A network that swallows everything ends no connection by itself. */
  #checkAlive(client: Client): void {
    const timer = setTimeout(() => this.#drop?.(), this.#checkEveryMs).unref();
    client.query('SELECT 1').then(
      () => clearTimeout(timer),
      () => this.#drop?.(),
    );
  }

  #tell(say: (listener: WakeListener) => void): void {
    for (const listener of [...this.#listeners]) {
      try {
        say(listener);
      } catch (error) {
        this.#logger.error('A listener to wakes of releases failed', {
          reason: String(error),
        });
      }
    }
  }
}
