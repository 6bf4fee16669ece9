import { ForwardedError } from '@backstage/errors';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  PackageRecord,
  ReleaseFailure,
  StepContext,
} from '@stagedoor/plugin-releases-node';
import { HostFolder } from '../hosts/HostFolder';
import { HostView } from '../hosts/HostView';
import { EngineParts } from './EngineParts';
import { formatBytes } from './format';

/**
 * Sends a package to a host, unless it has arrived before, and makes the folder of the release from it.
 *
 * @throws ReleaseFailure if there is no room for it
 */
export async function sendPackage(
  found: PackageRecord,
  target: { host: PlannedHost; folder: HostFolder; view: HostView },
  context: StepContext,
  parts: Pick<EngineParts, 'store'>,
): Promise<void> {
  const { host, folder, view } = target;
  const { plan, signal, log } = context;
  if (!view.received) {
    const { freeBytes } = view;
    // It lies there packed and unpacked for a moment.
    if (freeBytes !== undefined && freeBytes < 2 * found.bytes) {
      throw new ReleaseFailure(
        `its disk is full: the package has ${formatBytes(found.bytes)}, and ${formatBytes(freeBytes)} are free in ${folder.path}`,
      );
    }
    log.note(`Sending ${formatBytes(found.bytes)}`, { host: host.name });
    const bytes = await parts.store.open(found.digest).catch(error => {
      throw new ForwardedError(
        'The package is not in the data folder of this replica; replicas have to share it',
        error,
      );
    });
    await folder.receive(found.digest, bytes, signal);
  }
  await context.reach(`uploaded:${host.name}`);
  await folder.unpack(found.digest, plan, signal);
  await context.reach(`unpacked:${host.name}`);
}
