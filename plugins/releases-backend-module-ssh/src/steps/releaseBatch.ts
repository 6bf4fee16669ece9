import { PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  ReleaseFailure,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';
import { Slots } from '../hosts/Slots';
import { EngineParts } from './EngineParts';
import { recordFailure } from './failureFact';
import { findPackage } from './findPackage';
import { HostRelease } from './HostRelease';
import { HostProblem, readProblem } from './problems';

/**
 * Puts the version on the hosts of one batch. First all of them are made ready while the old version is live; only if
 * that succeeds everywhere are they switched and verified. When one fails, those that are not switched yet stay as they
 * are, and those that are finish.
 *
 * @throws ReleaseFailure that names the hosts
 */
export async function releaseBatch(
  hosts: readonly PlannedHost[],
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  const records = await context.hosts.list();
  const found = await findPackage(context);
  const open = hosts
    .filter(
      host => !records.some(r => r.ref === host.ref && r.state === 'verified'),
    )
    .map(host => new HostRelease({ host, context, parts, found }));
  const batch = new BatchRun(context, parts.config.parallelHosts);
  await batch.each(open, async task => {
    await task.bring(records.find(({ ref }) => ref === task.host.ref));
    await task.prepare();
  });
  await batch.each(open, task => task.complete());
  return {
    detail: `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}`,
  };
}

/** Work on several hosts at a time, which stops at a safe point when one of them fails. */
class BatchRun {
  readonly #context: StepContext;
  readonly #slots: Slots;

  constructor(context: StepContext, parallel: number) {
    this.#context = context;
    this.#slots = new Slots(parallel);
  }

  /** @throws after all of the work has come to an end */
  async each(
    tasks: readonly HostRelease[],
    work: (task: HostRelease) => Promise<void>,
  ): Promise<void> {
    const problems: { host: string; problem: HostProblem }[] = [];
    const errors: unknown[] = [];
    await Promise.all(
      tasks.map(task =>
        this.#slots.use(async () => {
          if (problems.length > 0 || errors.length > 0) {
            return;
          }
          try {
            await work(task);
          } catch (error) {
            try {
              const problem = readProblem(error, this.#context);
              problems.push({ host: task.host.name, problem });
              await this.#record(task, problem);
            } catch (other) {
              errors.push(other);
            }
          }
        }),
      ),
    );
    this.#context.signal.throwIfAborted();
    if (errors.length > 0) {
      throw errors[0];
    }
    if (problems.length > 0) {
      await recordFailure(
        this.#context,
        problems.some(({ problem }) => problem.kind === 'no') ? 'no' : 'lost',
      );
      throw new ReleaseFailure(
        problems
          .map(({ host, problem }) => `${host}: ${problem.message}`)
          .join('; '),
      );
    }
  }

  async #record(task: HostRelease, problem: HostProblem): Promise<void> {
    const { hosts, log } = this.#context;
    const isUnknown =
      task.progress === 'switching' ||
      (problem.kind === 'lost' && task.progress !== 'before');
    const message =
      task.progress === 'before'
        ? `${problem.message}. It was not switched.`
        : `${problem.message}.`;
    log.note(message, { host: task.host.name });
    await hosts.record(task.host.ref, {
      state: isUnknown ? 'unknown' : 'failed',
      message,
    });
  }
}
