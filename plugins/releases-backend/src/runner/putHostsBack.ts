import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { PlannedStep, ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { explainError } from './explainError';
import { isGivenUp } from './isGivenUp';
import { RunOutcome, Trouble, undoStep } from './RunOutcome';
import { RunResources } from './RunResources';

/**
 * Has the engine put hosts back after trouble, unless nothing was ever begun. The wish is recorded first, so that whoever
 * goes on after a crash goes on with this.
 *
 * @returns what was done, in one sentence
 */
export async function putHostsBack(options: {
  plan: ReleasePlan;
  engine: ReleaseEngine;
  steps: readonly PlannedStep[];
  trouble: Trouble;
  /** An earlier worker has recorded it. */
  begun: boolean;
  resources: RunResources;
  outcome: RunOutcome;
}): Promise<string | undefined> {
  const { plan, engine, trouble, resources } = options;
  const { steps: table, reach } = resources;
  const recorded = await table.read();
  const touched = options.steps.some(
    ({ key }) => (recorded.get(key)?.attempt ?? 0) > 0,
  );
  if (!touched) {
    return undefined;
  }
  if (!options.begun) {
    await options.outcome.beginUndo(trouble);
    resources.announce();
  }
  const before = recorded.get(undoStep);
  if (before && isGivenUp(before)) {
    const text = `Putting hosts back was begun ${before.attempt} times and never ended`;
    await table.end(undoStep, 'errored', text);
    return text;
  }
  const attempt = (before?.attempt ?? 0) + 1;
  await table.begin(undoStep, attempt);
  await reach(`step-started:${undoStep}`);
  const context = resources.contextOf(plan, undoStep, attempt);
  try {
    const done = await resources.settle(engine.undo(trouble.cause, context));
    await reach(`step-acted:${undoStep}`);
    await context.log.flush();
    const text = done === undefined ? undefined : resources.mask(done);
    await (text === undefined
      ? table.end(undoStep, 'skipped', 'Nothing had to be put back')
      : table.end(undoStep, 'succeeded', text));
    await reach(`step-recorded:${undoStep}`);
    return text;
  } catch (error) {
    resources.judge(error);
    const reason = resources.mask(explainError(error));
    const text = `Hosts could not be put back: ${reason}`;
    context.log.note(text);
    await table.end(undoStep, 'errored', text);
    return text;
  }
}
