import { PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  ReleaseFailure,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';
import { Slots } from '../hosts/Slots';
import { findFolder } from './chooseFolder';
import { EngineParts } from './EngineParts';
import { recordPackage } from './findPackage';
import { formatBytes, formatVersion } from './format';
import { openFolder } from './openFolder';
import { readProblem } from './problems';

/**
 * Makes sure, before anything is touched, that what was built earlier is still there: as a package whose bytes are
 * right, or as a folder on every host.
 *
 * @throws ReleaseFailure that names the hosts
 */
export async function findBuilt(
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  const { plan, log } = context;
  if (plan.package && (await parts.store.verify(plan.package.digest))) {
    // Not under the key of a build: the pipeline may build this commit otherwise by now.
    await context.packages.record(
      `digest:${plan.package.digest}`,
      plan.package,
    );
    await recordPackage(context, plan.package);
    return { detail: `Package of ${formatBytes(plan.package.bytes)}` };
  }
  if (plan.package) {
    log.note(
      `The package ${plan.package.digest} is not kept any more, or is damaged; looking for its folder on the hosts`,
    );
  }
  const slots = new Slots(parts.config.parallelHosts);
  const problems = await Promise.all(
    plan.hosts.map(host => slots.use(() => findProblem(host, context, parts))),
  );
  context.signal.throwIfAborted();
  const bad = problems.filter(problem => problem !== undefined);
  if (bad.length > 0) {
    throw new ReleaseFailure(
      `Nothing was changed. ${formatVersion(plan.version)} is not everywhere any more, and no package of it is kept: ${bad.join('; ')}`,
    );
  }
  return { detail: 'On every host' };
}

async function findProblem(
  host: PlannedHost,
  context: StepContext,
  parts: EngineParts,
): Promise<string | undefined> {
  const { plan, release, signal } = context;
  try {
    const folder = await openFolder(host, context, parts);
    const view = await folder.look(signal);
    return findFolder(plan, view, { release, digest: undefined })
      ? undefined
      : `${host.name} does not have it`;
  } catch (error) {
    return `${host.name}: ${readProblem(error, context).message}`;
  }
}
