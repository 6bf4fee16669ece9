import {
  ReleaseFailure,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';
import { EngineParts } from './EngineParts';
import { recordFailure } from './failureFact';
import { findPackage } from './findPackage';
import { HostRelease } from './HostRelease';
import { readProblem } from './problems';

/**
 * Runs the hooks that a release has once: on its first host, in the new folder, which is brought there before.
 *
 * @throws ReleaseFailure
 */
export async function runOnce(
  kind: 'beforeAll' | 'afterAll',
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  const [host] = context.plan.hosts;
  const record = await context.hosts.get(host.ref);
  const task = new HostRelease({
    host,
    context,
    parts,
    found: await findPackage(context),
  });
  try {
    await task.bring(record);
    await task.runOnce(kind);
    return { detail: host.name };
  } catch (error) {
    const problem = readProblem(error, context);
    await recordFailure(context, problem.kind);
    throw new ReleaseFailure(`${host.name}: ${problem.message}`);
  }
}
