import { RollBackTarget, Version } from '@stagedoor/plugin-releases-common';
import { LiveHost, PastRelease } from '../store/LiveVersions';

/** A version to return to, with the bytes that it consists of. */
export interface KnownTarget extends RollBackTarget {
  package: { digest: string; bytes: number };
}

const maxTargets = 20;

/**
 * Lists the versions that some hosts can be put back to: those that ran there well and whose bytes are still there, in a
 * folder on each of the hosts or as a package. Newest first.
 */
export function findRollBackTargets(
  past: readonly PastRelease[],
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): KnownTarget[] {
  const running = findCommonVersion(live, hostRefs);
  const targets = new Map<string, KnownTarget>();
  for (const release of past) {
    const { version } = release;
    const isNew =
      version.commit !== running?.commit && !targets.has(version.commit);
    const from = isNew && whereStillThere(release, past, live, hostRefs);
    if (from && release.package) {
      targets.set(version.commit, {
        version,
        release: release.id,
        at: release.at,
        from,
        package: release.package,
      });
    }
  }
  return [...targets.values()].slice(0, maxTargets);
}

/**
 * Where the bytes of a release still are: in a folder on each of some hosts, as a package, or nowhere.
 *
 * @param past - releases that may have brought the same bytes
 */
export function whereStillThere(
  release: PastRelease,
  past: readonly PastRelease[],
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): 'hosts' | 'package' | undefined {
  const folders = past
    .filter(other => other.package?.digest === release.package?.digest)
    .map(({ id }) => id);
  const isOnHosts = hostRefs.every(ref =>
    live.find(host => host.ref === ref)?.kept.some(id => folders.includes(id)),
  );
  if (isOnHosts) {
    return 'hosts';
  }
  return release.isPackaged ? 'package' : undefined;
}

/** The version that all of some hosts run for certain; undefined when none or several do. */
export function findCommonVersion(
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): Version | undefined {
  const hosts = hostRefs.map(ref => live.find(host => host.ref === ref));
  const [first] = hosts;
  return first?.version &&
    hosts.every(
      host => host?.certain && host.version?.commit === first.version?.commit,
    )
    ? first.version
    : undefined;
}

/** What "roll back" means when nobody says to which version: the one before the version that runs first came. */
export function chooseRollBackTarget<T extends RollBackTarget>(
  targets: readonly T[],
  past: readonly PastRelease[],
  running: Version | undefined,
): T | undefined {
  const arrival = past.findLast(
    ({ version }) => version.commit === running?.commit,
  );
  return (
    targets.find(({ release }) => arrival && release < arrival.id) ??
    targets.at(0)
  );
}
