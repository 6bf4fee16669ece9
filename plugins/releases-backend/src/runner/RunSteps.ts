import { StepState } from '@stagedoor/plugin-releases-common';
import { PlannedStep } from '@stagedoor/plugin-releases-node';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { noteWhatRuns } from '../store/noteWhatRuns';
import { notifyWake } from '../wake/releaseWake';
import { RunLease } from './RunLease';

/** A step as it is recorded. */
export interface RecordedStep {
  key: string;
  state: StepState;
  attempt: number;
  /** Of these attempts, those that a worker ended because it was told to stop. */
  handedOver: number;
}

/** The steps of a run, in the tables. Writes under the lease, and each of them can be repeated. */
export class RunSteps {
  readonly #lease: RunLease;
  #begun?: string;

  constructor(lease: RunLease) {
    this.#lease = lease;
  }

  /**
   * Lays out steps and hosts, unless an earlier worker has.
   *
   * @returns the steps as they are recorded
   */
  async prepare(
    steps: readonly PlannedStep[],
    hosts: readonly PlannedHost[],
  ): Promise<Map<string, RecordedStep>> {
    return this.#lease.write(async trx => {
      if (steps.length > 0) {
        await trx('release_steps')
          .insert(
            steps.map(({ key, title }, position) => ({
              release_id: this.#release,
              key,
              title,
              position,
              state: 'waiting',
            })),
          )
          .onConflict(['release_id', 'key'])
          .ignore();
      }
      await trx('release_hosts')
        .insert(
          hosts.map(({ ref, name, batch }) => ({
            release_id: this.#release,
            ref,
            name,
            batch,
            state: 'untouched',
          })),
        )
        .onConflict(['release_id', 'ref'])
        .ignore();
      await noteWhatRuns(trx, this.#release);
      return this.#read(trx);
    });
  }

  async read(): Promise<Map<string, RecordedStep>> {
    return this.#lease.attempt(knex => this.#read(knex));
  }

  async #read(knex: Knex): Promise<Map<string, RecordedStep>> {
    const rows = await knex<RecordedStep & { release_id: number }>(
      'release_steps',
    )
      .where('release_id', this.#release)
      .select('key', 'state', 'attempt', 'handed_over as handedOver');
    return new Map(rows.map(row => [row.key, row]));
  }

  /** The step that this worker has begun, and may not have ended. */
  get begun(): string | undefined {
    return this.#begun;
  }

  /** Records that a step begins, before it does. */
  async begin(key: string, attempt: number): Promise<void> {
    this.#begun = key;
    await this.#lease.write(async trx => {
      await trx('release_steps')
        .where({ release_id: this.#release, key })
        .update({
          state: 'running',
          attempt,
          started_at: trx.raw(
            'CASE WHEN attempt = 0 OR started_at IS NULL THEN now() ELSE started_at END',
          ),
          finished_at: null,
          detail: null,
        });
      await notifyWake(trx, { release: this.#release, kind: 'state' });
    });
  }

  async end(key: string, state: StepState, detail?: string): Promise<void> {
    await this.#lease.write(async trx => {
      await trx('release_steps')
        .where({ release_id: this.#release, key })
        .update({ state, detail: detail ?? null, finished_at: trx.fn.now() });
      await notifyWake(trx, { release: this.#release, kind: 'state' });
    });
  }

  get #release(): number {
    return this.#lease.key.release;
  }
}
