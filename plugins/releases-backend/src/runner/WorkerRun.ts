import { LoggerService } from '@backstage/backend-plugin-api';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { CancelWatch } from './CancelWatch';
import { ClaimedRelease } from './ClaimedRelease';
import { ReleaseRun } from './ReleaseRun';
import { RunLease } from './RunLease';
import { RunResources, RunSettings } from './RunResources';

/** One release in the hands of one worker, from taking it to letting it go. */
export class WorkerRun {
  readonly #release: ClaimedRelease;
  readonly #logger: LoggerService;
  readonly #lease: RunLease;
  readonly #resources: RunResources;
  readonly #run: ReleaseRun;
  #done?: Promise<void>;

  constructor(options: {
    release: ClaimedRelease;
    owner: string;
    leaseSeconds: number;
    knex: Knex;
    logger: LoggerService;
    engines: ReadonlyMap<string, ReleaseEngine>;
    settings: RunSettings;
  }) {
    const { release, owner, knex, logger, engines, settings } = options;
    this.#release = release;
    this.#logger = logger;
    const cancel = new CancelWatch();
    cancel.see(release.wish);
    this.#lease = new RunLease(
      { release: release.id, owner, epoch: release.epoch },
      {
        knex,
        logger,
        seconds: options.leaseSeconds,
        claimedAt: release.claimedAt,
        onRenewed: row => cancel.see(row),
      },
    );
    this.#resources = new RunResources({
      lease: this.#lease,
      cancel,
      settings,
    });
    this.#run = new ReleaseRun({
      release,
      engines,
      resources: this.#resources,
    });
  }

  /** Never rejects. */
  carryOut(): Promise<void> {
    this.#done ??= this.#carryOut();
    return this.#done;
  }

  /** Looks at once whether somebody has cancelled it, or another worker has taken it. */
  check(): void {
    this.#lease.renew().catch(error => this.#explain(error));
  }

  /** Stops acting, then lets any other worker go on at once. */
  async handOver(): Promise<void> {
    this.#lease.giveUp('this worker is shutting down');
    await this.carryOut();
    await this.#lease
      .handOver(this.#resources.steps.begun)
      .catch(error => this.#explain(error));
  }

  async #carryOut(): Promise<void> {
    this.#lease.start();
    try {
      await this.#run.carryOut();
    } catch (error) {
      this.#lease.giveUp('this worker cannot go on');
      this.#explain(error);
    } finally {
      await this.#resources.close();
    }
  }

  #explain(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.#logger.warn(
      `This worker has let go of release #${this.#release.id}: ${text}`,
    );
  }
}
