import { StepContext, StepResult } from '@stagedoor/plugin-releases-node';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { Slots } from '../hosts/Slots';
import { openWorkspace } from './buildSteps';
import { EngineParts } from './EngineParts';
import { openFolder } from './openFolder';
import { readProblem } from './problems';

/**
 * Removes old versions from the hosts and the workspace from here. The release has succeeded by now: a host that cannot
 * be reached keeps its old versions until the next one.
 */
export async function cleanUp(
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  const slots = new Slots(parts.config.parallelHosts);
  await Promise.all(
    context.plan.hosts.map(host =>
      slots.use(() => pruneHost(host, context, parts)),
    ),
  );
  context.signal.throwIfAborted();
  await openWorkspace(context, parts).remove();
  await parts.connections.close(context);
  return {};
}

async function pruneHost(
  host: PlannedHost,
  context: StepContext,
  parts: EngineParts,
): Promise<void> {
  const { plan, signal, hosts, log } = context;
  let kept: number[];
  try {
    const folder = await openFolder(host, context, parts);
    kept = await folder.prune(plan.target.keep, signal);
  } catch (error) {
    const { message } = readProblem(error, context);
    log.note(`Old versions were not removed: ${message}`, { host: host.name });
    return;
  }
  const { state, message } = await hosts.get(host.ref);
  await hosts.record(host.ref, { state, message, kept });
}
