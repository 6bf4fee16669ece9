import { ReleaseState } from '@stagedoor/plugin-releases-common';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { DatabaseWake } from '../../wake/DatabaseWake';
import { ReleaseWorkers, ReleaseWorkersOptions } from '../ReleaseWorkers';
import { openAnotherPool, testLogger } from './releases';

/** Workers with connections of their own, as in a process of their own, that can die at any point. */
export class TestWorker {
  readonly announced: { release: number; state?: ReleaseState }[] = [];
  readonly knex: Knex;
  readonly workers: ReleaseWorkers;
  readonly #wake: DatabaseWake;
  #dead = false;

  constructor(
    options: {
      knex: Knex;
      engine: ReleaseEngine;
      /** Returns true where the process dies. */
      dieAt?: (point: string) => boolean;
      onDeath?: () => void;
      /** Its way to the database. */
      pool?: Knex;
    } & Partial<Omit<ReleaseWorkersOptions, 'knex' | 'engines'>>,
  ) {
    const { knex, engine, dieAt, onDeath, pool, ...rest } = options;
    this.knex = pool ?? openAnotherPool(knex);
    this.#wake = DatabaseWake.start({ knex: this.knex, logger: testLogger });
    this.workers = new ReleaseWorkers({
      knex: this.knex,
      wake: this.#wake,
      logger: testLogger,
      engines: new Map([[engine.id, engine]]),
      concurrency: 2,
      // Lost only where a test wants it to be, however slow the machine is.
      leaseSeconds: 600,
      secrets: new Map(),
      maxLogBytes: 10_000_000,
      mayStart: async () => true,
      announce: (release, change) =>
        this.announced.push({ release, ...change }),
      reach: async point => {
        if (!this.#dead && dieAt?.(point)) {
          await this.kill();
          onDeath?.();
        }
        if (this.#dead) {
          // A dead process neither goes on nor fails.
          await new Promise(() => {});
        }
      },
      ...rest,
    });
    this.workers.start();
  }

  /** Nothing of it reaches the database any more, as after kill -9. */
  async kill(): Promise<void> {
    this.#dead = true;
    await Promise.all([this.#wake.close(), this.knex.destroy()]);
    // Only ends its timers: it hangs where it died, and waits for nothing.
    void this.workers.stop();
  }

  async stop(): Promise<void> {
    if (!this.#dead) {
      await this.workers.stop();
      await this.kill();
    }
  }
}
