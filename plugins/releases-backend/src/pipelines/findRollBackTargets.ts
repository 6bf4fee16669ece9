import { RollBackTarget, Version } from '@stagedoor/plugin-releases-common';
import { LiveHost, PastRelease } from '../store/LiveVersions';

/** A version to return to, with the bytes that it consists of. */
export interface KnownTarget extends RollBackTarget {
  package: { digest: string; bytes: number };
}

const maxTargets = 20;

/**
 * Lists the versions that some hosts can be put back to: those that ran there well before what runs there now first came,
 * and whose bytes are still there, in a folder on each of the hosts or as a package. The one before comes first. Going
 * forward again is a release: it takes the approvals of one.
 */
export function findRollBackTargets(
  past: readonly PastRelease[],
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): KnownTarget[] {
  const arrivals = listArrivals(past);
  const newest = findNewest(arrivals, live, hostRefs);
  const targets = new Map<string, KnownTarget>();
  for (const release of past) {
    const { version } = release;
    const isEarlier =
      arrivals.indexOf(version.commit) < newest && !targets.has(version.commit);
    const from = isEarlier && whereStillThere(release, past, live, hostRefs);
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
  return [...targets.values()]
    .sort(
      (a, b) =>
        arrivals.indexOf(b.version.commit) - arrivals.indexOf(a.version.commit),
    )
    .slice(0, maxTargets);
}

/** Commits in the order in which they first came. */
function listArrivals(past: readonly PastRelease[]): string[] {
  return [...new Set([...past].reverse().map(({ version }) => version.commit))];
}

/**
 * The place in that order of the newest version on some hosts. What never ended well, or is not known for certain, came
 * last.
 */
function findNewest(
  arrivals: readonly string[],
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): number {
  const places = live
    .filter(({ ref }) => hostRefs.includes(ref))
    .map(({ version, certain }) => {
      if (certain && !version) {
        return -1;
      }
      const place = version ? arrivals.indexOf(version.commit) : -1;
      return certain && place >= 0 ? place : Infinity;
    });
  return Math.max(-1, ...places);
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
