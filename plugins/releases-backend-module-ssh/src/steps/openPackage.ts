import { Readable } from 'node:stream';
import { ForwardedError } from '@backstage/errors';
import { PackageRecord, ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { HostView } from '../hosts/HostView';
import { EngineParts } from './EngineParts';
import { formatBytes } from './format';

/** @throws ReleaseFailure if a host has no room for a package, which lies there packed and unpacked for a moment */
export function requireRoom(found: PackageRecord, view: HostView): void {
  const { freeBytes } = view;
  if (freeBytes !== undefined && freeBytes < 2 * found.bytes) {
    throw new ReleaseFailure(
      `its disk is full: the package has ${formatBytes(found.bytes)}, and ${formatBytes(freeBytes)} are free`,
    );
  }
}

/** Opens a package that is to be sent. */
export async function openPackage(
  { digest }: PackageRecord,
  parts: Pick<EngineParts, 'store'>,
): Promise<Readable> {
  return parts.store.open(digest).catch(error => {
    throw new ForwardedError(
      'The package is not in the data folder of this replica; replicas have to share it',
      error,
    );
  });
}
