import {
  ReleasePlan,
  releasePlanSchema,
} from '@stagedoor/plugin-releases-common';
import {
  PlannedStep,
  ReleaseEngine,
  StepContext,
} from '@stagedoor/plugin-releases-node';
import { ClaimedRelease, UndoCause } from './ClaimedRelease';
import { explainError } from './explainError';
import { isGivenUp } from './isGivenUp';
import { putHostsBack } from './putHostsBack';
import { RunOutcome, Trouble } from './RunOutcome';
import { RunResources } from './RunResources';
import { RecordedStep } from './RunSteps';

/**
 * Carries out one release under a lease: one step after the other, each recorded before and after, and on trouble puts
 * hosts back. Started again by another worker, it goes on where the tables say.
 */
export class ReleaseRun {
  readonly #release: ClaimedRelease;
  readonly #engines: ReadonlyMap<string, ReleaseEngine>;
  readonly #resources: RunResources;
  readonly #outcome: RunOutcome;

  constructor(options: {
    release: ClaimedRelease;
    engines: ReadonlyMap<string, ReleaseEngine>;
    resources: RunResources;
  }) {
    this.#release = options.release;
    this.#engines = options.engines;
    this.#resources = options.resources;
    this.#outcome = new RunOutcome(options.resources.lease);
  }

  /** @throws LeaseLostError (or whatever the database said) if this worker cannot go on; another one will */
  async carryOut(): Promise<void> {
    await this.#resources.reach('claimed');
    try {
      await this.#goOn();
    } catch (error) {
      const cause = this.#resources.judge(error);
      const text = this.#resources.mask(explainError(error));
      await this.#end({ cause, outcome: `Stagedoor could not go on: ${text}` });
    }
  }

  async #goOn(): Promise<void> {
    const { undoCause, outcome } = this.#release;
    const prepared = await this.#prepare();
    if ('outcome' in prepared) {
      await this.#end(prepared);
      return;
    }
    const trouble = undoCause
      ? { cause: undoCause, outcome: outcome ?? 'It went wrong' }
      : await this.#takeSteps(prepared);
    if (trouble) {
      const undone = await putHostsBack({
        ...prepared,
        trouble,
        begun: undoCause !== undefined,
        resources: this.#resources,
        outcome: this.#outcome,
      });
      await this.#end(trouble, undone);
      return;
    }
    await this.#resources.log?.flush();
    await this.#resources.reach('finishing');
    await this.#outcome.succeed(describeSuccess(prepared.plan));
    this.#resources.announce('succeeded');
  }

  async #prepare(): Promise<Prepared | Trouble> {
    const { data: plan } = releasePlanSchema.safeParse(
      this.#release.storedPlan,
    );
    if (!plan) {
      return broken(
        'This version of Stagedoor cannot read its plan; ask for it again',
      );
    }
    const engine = this.#engines.get(plan.engine);
    if (!engine) {
      return broken(`There is no engine '${plan.engine}' on this platform`);
    }
    const steps = engine.listSteps(plan);
    const [recorded] = await Promise.all([
      this.#resources.steps.prepare(steps, plan.hosts),
      this.#resources.open(),
    ]);
    return { plan, engine, steps, recorded };
  }

  async #takeSteps({
    plan,
    engine,
    steps,
    recorded,
  }: Prepared): Promise<Trouble | undefined> {
    const { steps: table, cancel, reach } = this.#resources;
    for (const step of steps) {
      const before = recorded.get(step.key);
      if (before?.state === 'succeeded') {
        continue;
      }
      if (cancel.signal.aborted) {
        return {
          cause: 'cancelled',
          outcome: explainError(cancel.signal.reason),
        };
      }
      if (before && isGivenUp(before)) {
        return {
          cause: 'errored',
          step: step.key,
          outcome: `'${step.title}' was begun ${before.attempt} times and never ended`,
        };
      }
      const attempt = (before?.attempt ?? 0) + 1;
      await table.begin(step.key, attempt);
      this.#resources.announce();
      await reach(`step-started:${step.key}`);
      const context = this.#resources.contextOf(plan, step.key, attempt);
      const trouble = await this.#take(engine, step, context);
      if (trouble) {
        return trouble;
      }
    }
    return undefined;
  }

  async #take(
    engine: ReleaseEngine,
    step: PlannedStep,
    context: StepContext,
  ): Promise<Trouble | undefined> {
    const { steps: table, cancel, reach, mask } = this.#resources;
    try {
      const { detail } = await this.#resources.settle(
        engine.execute(step, context),
      );
      await reach(`step-acted:${step.key}`);
      await context.log.flush();
      await table.end(step.key, 'succeeded', detail && mask(detail));
      this.#resources.announce();
      await reach(`step-recorded:${step.key}`);
      return undefined;
    } catch (error) {
      const cause = this.#resources.judge(error);
      // Much of what obeys a signal says only that it was aborted, and not why.
      const reason = cause === 'cancelled' ? cancel.signal.reason : error;
      const text = mask(explainError(reason));
      context.log.note(text);
      return { cause, outcome: describe(cause, step, text), step: step.key };
    }
  }

  async #end(trouble: Trouble, undone?: string): Promise<void> {
    await this.#resources.log?.flush();
    await this.#resources.reach('finishing');
    await this.#outcome.fail(trouble, {
      text: undone,
      by: trouble.cause === 'cancelled' ? this.#resources.cancel.by : undefined,
    });
    this.#resources.announce(trouble.cause);
  }
}

interface Prepared {
  plan: ReleasePlan;
  engine: ReleaseEngine;
  steps: PlannedStep[];
  /** What is known of them, by key. */
  recorded: ReadonlyMap<string, RecordedStep>;
}

function broken(outcome: string): Trouble {
  return { cause: 'errored', outcome };
}

function describe(cause: UndoCause, step: PlannedStep, text: string): string {
  return cause === 'errored'
    ? `Stagedoor could not go on with '${step.title}': ${text}`
    : text;
}

function describeSuccess({ hosts, version }: ReleasePlan): string {
  const name = version.label ?? version.commit.slice(0, 10);
  return hosts.length === 1
    ? `${hosts[0].name} runs ${name}`
    : `${hosts.length} hosts run ${name}`;
}
