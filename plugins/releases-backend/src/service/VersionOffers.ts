import { NotFoundError } from '@backstage/errors';
import {
  Changes,
  Version,
  VersionList,
} from '@stagedoor/plugin-releases-common';
import { findCommonVersion } from '../pipelines/findRollBackTargets';
import { LiveVersions } from '../store/LiveVersions';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredHost, StoredRelease } from '../store/rows';
import { OfferQuery } from './ReleaseService';
import { TargetReader } from './TargetReader';
import { VersionSourceReader } from './VersionSourceReader';

interface VersionOffersOptions {
  live: LiveVersions;
  reader: ReleaseReader;
  targets: TargetReader;
  versions: VersionSourceReader;
}

/** Which versions there are, where they run, and what differs between them. */
export class VersionOffers {
  readonly #parts: VersionOffersOptions;

  constructor(parts: VersionOffersOptions) {
    this.#parts = parts;
  }

  /** What a release brings, or has brought. */
  async readChanges(release: StoredRelease): Promise<Changes> {
    const { live, reader, versions } = this.#parts;
    const details = await reader.readDetails(release.id);
    if (!details) {
      throw new NotFoundError(`Release #${release.id} has no plan`);
    }
    const refs = details.plan.hosts.map(({ ref }) => ref);
    const before = release.startedAt
      ? details.hosts.map(findBefore).find(version => version !== undefined)
      : findCommonVersion(
          await live.list(release.component, release.environment),
          refs,
        );
    return versions.compare(details.plan.source, before, release.version);
  }

  /** Versions to choose from. */
  async list(query: OfferQuery): Promise<VersionList> {
    const { live, versions } = this.#parts;
    const [source, hosts] = await Promise.all([
      this.#parts.targets.readSource(query.component),
      live.list(query.component),
    ]);
    const runsOn = new Map<string, string[]>();
    for (const { environment, version } of hosts) {
      const names = version && (runsOn.get(version.commit) ?? []);
      if (names && !names.includes(environment)) {
        runsOn.set(version.commit, [...names, environment]);
      }
    }
    return versions.listVersions(source, query, { runsOn });
  }

  /** What a version would bring to an environment. */
  async compare(query: {
    component: string;
    environment: string;
    version: string;
  }) {
    const { live, targets, versions } = this.#parts;
    const source = await targets.readSource(query.component);
    const hosts = await live.list(query.component, query.environment);
    const before = findCommonVersion(
      hosts,
      hosts.map(({ ref }) => ref),
    );
    const version = await versions.resolveVersion(source, query.version);
    return versions.compare(source, before ?? hosts[0]?.version, version);
  }
}

/** What ran on a host before a release that has started. */
function findBefore({
  previous,
  runs,
  state,
}: StoredHost): Version | undefined {
  return previous ?? (state === 'untouched' ? runs : undefined);
}
