import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { StepContext } from '@stagedoor/plugin-releases-node';
import { HostFolder } from '../hosts/HostFolder';
import { EngineParts } from './EngineParts';

/**
 * Reaches a host and its folder of the component, as the worker that carries the release out.
 *
 * @throws ContactLostError if the host cannot be reached; nothing has been done there
 */
export async function openFolder(
  host: PlannedHost,
  context: Pick<StepContext, 'release' | 'epoch' | 'plan' | 'signal'>,
  parts: Pick<EngineParts, 'connections'>,
): Promise<HostFolder> {
  const { release, epoch, plan, signal } = context;
  const connection = await parts.connections.get(
    { run: { release, epoch }, host, user: plan.target.user },
    signal,
  );
  return new HostFolder(connection, {
    path: plan.target.path,
    release,
    epoch,
    component: plan.component,
  });
}
