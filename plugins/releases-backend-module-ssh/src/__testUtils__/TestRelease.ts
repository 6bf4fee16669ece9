import { Writable } from 'node:stream';
import { JsonValue } from '@backstage/types';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  CancelledError,
  HostChange,
  HostRecord,
  LeaseLostError,
  PackageRecord,
  ReleaseEngine,
  ReleaseFailure,
  StepContext,
} from '@stagedoor/plugin-releases-node';

/** Thrown at a fault point: stands for a worker that is killed there. */
export class Killed extends Error {}

/** What the platform keeps: packages are shared by all releases. */
export class TestPlatform {
  readonly packages = new Map<string, PackageRecord>();
  readonly secrets: Record<string, string> = {};
  #releases = 0;

  constructor(readonly engine: ReleaseEngine) {}

  create(plan: ReleasePlan): TestRelease {
    this.#releases += 1;
    return new TestRelease(this, this.#releases, plan);
  }

  /** The ids that releases get from here on. */
  continueFrom(release: number): void {
    this.#releases = release - 1;
  }
}

/** A release in memory, carried out as the runner does: step by step, with recorded results. */
export class TestRelease {
  readonly hosts = new Map<string, HostRecord>();
  readonly history: { ref: string; change: HostChange }[] = [];
  readonly facts = new Map<string, JsonValue>();
  readonly steps = new Map<
    string,
    { state: string; attempt: number; detail?: string }
  >();
  readonly lines: string[] = [];
  state = 'running';
  outcome = '';
  undone: string | undefined;
  epoch = 0;
  /** Called at each fault point of the engine. */
  onReach: (point: string) => void | Promise<void> = () => {};
  /** Called for each line of the log. */
  onLine: (line: string) => void = () => {};
  #cancel = new AbortController();

  constructor(
    readonly platform: TestPlatform,
    readonly id: number,
    readonly plan: ReleasePlan,
  ) {
    for (const host of plan.hosts) {
      this.hosts.set(host.ref, { ref: host.ref, state: 'untouched' });
    }
  }

  get log(): string {
    return this.lines.join('\n');
  }

  /** States by names of hosts. */
  get states(): Record<string, string> {
    return Object.fromEntries(
      this.plan.hosts.map(({ ref, name }) => [name, this.host(ref).state]),
    );
  }

  host(ref: string): HostRecord {
    return this.hosts.get(ref)!;
  }

  cancel(): void {
    this.#cancel.abort(new CancelledError('Somebody cancelled it'));
  }

  /** Claims the release and carries it out to its end, or until the worker is killed. */
  async run(): Promise<this> {
    this.epoch += 1;
    const { engine } = this.platform;
    let step = 'claimed';
    try {
      for (const planned of engine.listSteps(this.plan)) {
        step = planned.key;
        const known = this.steps.get(step);
        if (known?.state === 'succeeded') {
          continue;
        }
        this.#cancel.signal.throwIfAborted();
        const attempt = (known?.attempt ?? 0) + 1;
        this.steps.set(step, { state: 'running', attempt });
        const result = await engine.execute(planned, this.context(step));
        this.steps.set(step, { state: 'succeeded', attempt, ...result });
      }
      this.state = 'succeeded';
    } catch (error) {
      if (error instanceof Killed || error instanceof LeaseLostError) {
        throw error;
      }
      this.outcome = String(error instanceof Error ? error.message : error);
      this.state = readState(error);
      this.undone = await engine.undo(
        this.state as 'failed',
        this.context(step),
      );
    }
    return this;
  }

  /** Runs again and again with new workers until none is killed. */
  async runThrough(limit = 100): Promise<this> {
    for (let i = 0; ; i += 1) {
      try {
        return await this.run();
      } catch (error) {
        if (!(error instanceof Killed) || i > limit) {
          throw error;
        }
        if (this.state !== 'running') {
          return this.undoAgain();
        }
      }
    }
  }

  async undoAgain(): Promise<this> {
    this.epoch += 1;
    try {
      this.undone = await this.platform.engine.undo(
        this.state as 'failed',
        this.context('undo'),
      );
      return this;
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      return this.undoAgain();
    }
  }

  context(step: string): StepContext {
    const epoch = this.epoch;
    const requireLease = () => {
      if (epoch !== this.epoch) {
        throw new LeaseLostError('Another worker has taken the release over');
      }
    };
    const add = (text: string, host?: string) => {
      const line = `${host ? `${host}: ` : ''}${text}`;
      this.lines.push(line);
      this.onLine(line);
    };
    const open = (host?: string) =>
      new Writable({
        write: (chunk: Buffer, _, done) => {
          add(chunk.toString().trimEnd(), host);
          done();
        },
      });
    return {
      release: this.id,
      plan: this.plan,
      step,
      epoch,
      attempt: this.steps.get(step)?.attempt ?? 1,
      signal: this.#cancel.signal,
      log: {
        note: (text, options) => add(text, options?.host),
        command: (text, options) => add(`$ ${text}`, options?.host),
        output: (_, options) => open(options?.host),
        flush: async () => {},
      },
      hosts: {
        list: async () => [...this.hosts.values()],
        get: async ref => this.host(ref),
        record: async (ref, change) => {
          requireLease();
          this.history.push({ ref, change });
          const before = this.host(ref);
          this.hosts.set(ref, {
            ref,
            state: change.state,
            previous: before.previous ?? change.previous ?? undefined,
            runs:
              change.runs === undefined
                ? before.runs
                : (change.runs ?? undefined),
            message: change.message,
          });
        },
      },
      facts: {
        get: async key => this.facts.get(key),
        set: async (key, value) => {
          requireLease();
          this.facts.set(key, value);
        },
      },
      packages: {
        find: async key => this.platform.packages.get(key),
        record: async (key, found) => {
          this.platform.packages.set(key, found);
        },
      },
      resolveVariables: variables =>
        Object.fromEntries(
          Object.entries(variables).map(([name, value]) => {
            if (typeof value === 'string') {
              return [name, value];
            }
            const secret = this.platform.secrets[value.secret];
            if (secret === undefined) {
              throw new ReleaseFailure(
                `releases.secrets lacks '${value.secret}'`,
              );
            }
            return [name, secret];
          }),
        ),
      reach: async point => this.onReach(point),
    };
  }
}

function readState(error: unknown): string {
  if (error instanceof ReleaseFailure) {
    return 'failed';
  }
  return error instanceof CancelledError ? 'cancelled' : 'errored';
}
