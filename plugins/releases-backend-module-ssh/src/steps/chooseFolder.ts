import { LiveRelease, ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { HostView, ReleaseFolder } from '../hosts/HostView';

/** What is live on a host, and where. */
export interface LiveFolder extends LiveRelease {
  folder: number;
}

/**
 * Finds the folder on a host that already holds what a release is to put there: of a rollback, and where no package is
 * kept, whatever brought it; of any other release, only its own.
 */
export function findFolder(
  plan: Pick<ReleasePlan, 'kind' | 'package' | 'version'>,
  view: HostView,
  own: { release: number; digest: string | undefined },
): ReleaseFolder | undefined {
  if (plan.kind === 'rollback' || own.digest === undefined) {
    const fitting = view.folders.filter(folder =>
      plan.package
        ? folder.digest === plan.package.digest
        : folder.commit === plan.version.commit,
    );
    return (
      fitting.find(({ release }) => release === view.current) ??
      fitting.reduce<ReleaseFolder | undefined>(
        (newest, folder) =>
          newest && newest.release > folder.release ? newest : folder,
        undefined,
      )
    );
  }
  return view.folders.find(
    ({ release, digest }) => release === own.release && digest === own.digest,
  );
}

/**
 * Reads what was live on a host before a release, which is not recorded as live there.
 *
 * @param target - the folder that the release switches to
 * @throws ReleaseFailure if something is live that no release has put there
 */
export function readLive(
  view: HostView,
  target: number,
): LiveFolder | undefined {
  const { current, marker } = view;
  if (current === undefined) {
    return undefined;
  }
  // The link can be one step ahead of the record: then what the record says was live before.
  if (marker && [marker.folder, target].includes(current)) {
    return marker;
  }
  if (!marker && current === target) {
    return undefined;
  }
  const found = view.folders.find(folder => folder.release === current);
  if (!found) {
    throw new ReleaseFailure(
      `current points to releases/${current}, which no release has put there; move it away`,
    );
  }
  const { commit, label } = found;
  return {
    release: current,
    folder: current,
    version: { commit, ...(label !== undefined && { label }) },
  };
}
