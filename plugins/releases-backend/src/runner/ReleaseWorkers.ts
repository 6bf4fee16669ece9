import { LoggerService } from '@backstage/backend-plugin-api';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { SecretMasker } from '../log/SecretMasker';
import { DatabaseWake } from '../wake/DatabaseWake';
import { ClaimedRelease } from './ClaimedRelease';
import { pause } from './pause';
import { ReleaseQueue } from './ReleaseQueue';
import { Announce, RunSettings } from './RunResources';
import { WorkerRun } from './WorkerRun';

const lookEveryMs = 2_000;
/** A release that could not be judged, or may not start, holds nobody else up meanwhile. */
const refusedForMs = 10_000;

/** What workers need from the rest of the plugin. */
export interface ReleaseWorkersOptions {
  knex: Knex;
  wake: DatabaseWake;
  logger: LoggerService;
  engines: ReadonlyMap<string, ReleaseEngine>;
  /** How many releases run here at the same time; 0 for none. */
  concurrency: number;
  leaseSeconds: number;
  secrets: ReadonlyMap<string, string>;
  maxLogBytes: number;
  /**
   * Whether a queued release may start: do its approvals still count? Whoever answers no has sent it back, or will. Throws
   * if that cannot be told now; it is asked again later.
   */
  mayStart(release: number): Promise<boolean>;
  announce: Announce;
  reach(point: string): Promise<void>;
}

/** Carries out releases in this process: takes what is next, and what other workers have left. */
export class ReleaseWorkers {
  readonly #options: ReleaseWorkersOptions;
  readonly #queue: ReleaseQueue;
  readonly #settings: RunSettings;
  readonly #owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  readonly #runs = new Map<number, WorkerRun>();
  readonly #refused = new Map<number, number>();
  readonly #stopping = new AbortController();
  #bell = new AbortController();
  #loop?: Promise<void>;
  #unsubscribe?: () => void;

  constructor(options: ReleaseWorkersOptions) {
    this.#options = options;
    this.#queue = new ReleaseQueue(options.knex, options);
    this.#settings = {
      secrets: options.secrets,
      masker: new SecretMasker(options.secrets.values()),
      maxLogBytes: options.maxLogBytes,
      announce: options.announce,
      reach: options.reach,
    };
  }

  start(): void {
    if (this.#options.concurrency === 0 || this.#loop) {
      return;
    }
    this.#unsubscribe = this.#options.wake.subscribe({
      onWake: ({ release, kind }) => {
        if (kind === 'queue') {
          this.#refused.delete(release);
          this.#bell.abort();
        } else if (kind === 'cancel') {
          this.#runs.get(release)?.check();
        }
      },
      onGap: () => {
        this.#refused.clear();
        this.#bell.abort();
        this.#runs.forEach(run => run.check());
      },
    });
    this.#loop = this.#work();
  }

  /** Takes nothing more, makes what runs let go, and leaves it to other workers at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.abort();
    this.#unsubscribe?.();
    await this.#loop;
    await Promise.all([...this.#runs.values()].map(run => run.handOver()));
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#bell = new AbortController();
      try {
        await this.#fill();
      } catch (error) {
        this.#options.logger.warn('Could not look for releases to carry out', {
          reason: String(error),
        });
      }
      if (!signal.aborted) {
        await pause(lookEveryMs, this.#bell.signal);
      }
    }
  }

  async #fill(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const release = (await this.#takeOver()) ?? (await this.#startNext());
      if (!release) {
        return;
      }
      this.#run(release);
    }
  }

  /**
   * What another worker has left half done is not left until there is room: hosts may be in the middle of something. Only
   * what this one has not let go of yet is.
   */
  async #takeOver(): Promise<ClaimedRelease | undefined> {
    return this.#queue.takeOver(this.#owner, {
      except: [...this.#runs.keys()],
    });
  }

  async #startNext(): Promise<ClaimedRelease | undefined> {
    if (this.#runs.size >= this.#options.concurrency) {
      return undefined;
    }
    const tried: number[] = [];
    for (;;) {
      const except = [...this.#listRefused(), ...tried];
      const id = await this.#queue.findNext({ except });
      if (id === undefined) {
        return undefined;
      }
      tried.push(id);
      if (await this.#mayStart(id)) {
        const release = await this.#queue.start(id, this.#owner);
        if (release) {
          return release;
        }
      }
    }
  }

  async #mayStart(id: number): Promise<boolean> {
    // Noted before it is asked, so that a wake that comes with the answer is not forgotten.
    this.#refused.set(id, performance.now() + refusedForMs);
    try {
      if (await this.#options.mayStart(id)) {
        this.#refused.delete(id);
        return true;
      }
    } catch (error) {
      this.#options.logger.warn(
        `Cannot tell whether release #${id} may start; asking again soon`,
        { reason: String(error) },
      );
    }
    return false;
  }

  #listRefused(): number[] {
    const now = performance.now();
    for (const [id, until] of this.#refused) {
      if (until <= now) {
        this.#refused.delete(id);
      }
    }
    return [...this.#refused.keys()];
  }

  #run(release: ClaimedRelease): void {
    const run = new WorkerRun({
      ...this.#options,
      release,
      owner: this.#owner,
      settings: this.#settings,
    });
    this.#runs.set(release.id, run);
    this.#settings.announce(release.id, { state: 'running' });
    void run.carryOut().finally(() => {
      if (this.#runs.get(release.id) === run) {
        this.#runs.delete(release.id);
      }
      this.#bell.abort();
    });
  }
}
