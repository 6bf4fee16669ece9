import { ReleasePlan, ReleaseState } from '@stagedoor/plugin-releases-common';
import { StepContext } from '@stagedoor/plugin-releases-node';
import { LogWriter } from '../log/LogWriter';
import { SecretMasker } from '../log/SecretMasker';
import { CancelWatch } from './CancelWatch';
import { UndoCause } from './ClaimedRelease';
import { judgeError } from './judgeError';
import { resolveVariables } from './resolveVariables';
import { RunFacts } from './RunFacts';
import { RunHosts } from './RunHosts';
import { RunLease } from './RunLease';
import { RunPackages } from './RunPackages';
import { undoStep } from './RunOutcome';
import { RunSteps } from './RunSteps';
import { settleSoon } from './settleSoon';

/** Time for an engine to let go of what it does. */
const letGoMs = 10_000;

/** Called after something about a release was committed; with the state, if that has changed. */
export type Announce = (
  release: number,
  change: { state?: ReleaseState },
) => void;

/** What all runs of a process share. */
export interface RunSettings {
  secrets: ReadonlyMap<string, string>;
  masker: SecretMasker;
  maxLogBytes: number;
  announce: Announce;
  reach(point: string): Promise<void>;
}

/** Everything that one run works with. All of it stops working once the lease is lost. */
export class RunResources {
  readonly lease: RunLease;
  readonly cancel: CancelWatch;
  readonly steps: RunSteps;
  readonly #settings: RunSettings;
  #log?: LogWriter;

  constructor(options: {
    lease: RunLease;
    cancel: CancelWatch;
    settings: RunSettings;
  }) {
    this.lease = options.lease;
    this.cancel = options.cancel;
    this.#settings = options.settings;
    this.steps = new RunSteps(options.lease);
  }

  /** Absent until {@link open}. */
  get log(): LogWriter | undefined {
    return this.#log;
  }

  async open(): Promise<void> {
    this.#log = await LogWriter.open({
      lease: this.lease,
      masker: this.#settings.masker,
      maxBytes: this.#settings.maxLogBytes,
    });
  }

  /** Stores what is left of the log, if it still may be, and lets everything go. */
  async close(): Promise<void> {
    await this.#log?.close().catch(() => {});
    this.lease.end();
  }

  readonly reach = async (point: string): Promise<void> => {
    await this.#settings.reach(point);
    this.lease.lost.throwIfAborted();
  };

  readonly mask = (text: string): string => this.#settings.masker.mask(text);

  /**
   * Says what an error means for the release.
   *
   * @throws the error itself if this worker has to stop
   */
  judge(error: unknown): UndoCause {
    const verdict = judgeError(error, {
      lost: this.lease.lost,
      cancelled: this.cancel.signal,
    });
    if (verdict === 'lost') {
      throw error;
    }
    return verdict;
  }

  /** Waits for an engine, but not for long once the lease is lost. */
  async settle<T>(work: Promise<T>): Promise<T> {
    return settleSoon(work, this.lease.lost, letGoMs);
  }

  announce(state?: ReleaseState): void {
    this.#settings.announce(this.lease.key.release, { state });
  }

  /** What an engine gets for a step. Putting hosts back cannot be cancelled. */
  contextOf(plan: ReleasePlan, step: string, attempt: number): StepContext {
    if (!this.#log) {
      throw new Error('The log has to be opened first. This is a bug.');
    }
    const { lease } = this;
    return {
      release: lease.key.release,
      plan,
      step,
      epoch: lease.key.epoch,
      attempt,
      signal:
        step === undoStep
          ? lease.lost
          : AbortSignal.any([lease.lost, this.cancel.signal]),
      log: this.#log.forStep(step),
      hosts: new RunHosts({
        lease,
        place: plan,
        mask: this.mask,
        onRecorded: () => this.announce(),
      }),
      facts: new RunFacts(lease),
      packages: new RunPackages(lease, plan.component),
      resolveVariables: variables =>
        resolveVariables(this.#settings.secrets, variables),
      reach: this.reach,
    };
  }
}
