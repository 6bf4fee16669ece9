import { ConflictError, InputError } from '@backstage/errors';
import {
  ReleaseKind,
  ReleasePlan,
  Version,
} from '@stagedoor/plugin-releases-common';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { EnvironmentPolicy, ReleasesConfig } from '../config';
import {
  findCommonVersion,
  findRollBackTargets,
  whereStillThere,
} from '../pipelines/findRollBackTargets';
import { hashPlan } from '../pipelines/hashPlan';
import { ReleasedComponent } from '../pipelines/judgePipelines';
import { planRelease } from '../pipelines/planRelease';
import { LiveHost, LiveVersions } from '../store/LiveVersions';
import { listUnknownSecrets } from './environments';
import { ReleasePlace, TargetReader } from './TargetReader';
import { VersionSourceReader } from './VersionSourceReader';

/** What somebody wants to release. */
export interface Wish {
  component: string;
  environment: string;
  kind: ReleaseKind;
  version?: string;
  hosts?: string[];
}

/** A wish, thought through. */
export interface PlannedRelease {
  component: ReleasedComponent;
  policy: EnvironmentPolicy;
  source: ReleasePlace['pipeline']['spec']['source'];
  engine?: ReleaseEngine;
  plan: ReleasePlan;
  planHash: string;
  /** What runs on the hosts of the environment now. */
  live: LiveHost[];
  /** Why it cannot be done. */
  blockers: string[];
}

interface ChosenVersion {
  version: Version;
  package?: { digest: string; bytes: number };
}

/** Turns a wish into a plan that says everything. Changes nothing. */
export class ReleasePlanner {
  readonly #config: ReleasesConfig;
  readonly #engines: ReadonlyMap<string, ReleaseEngine>;
  readonly #live: LiveVersions;
  readonly #targets: TargetReader;
  readonly #versions: VersionSourceReader;

  constructor(options: {
    config: ReleasesConfig;
    engines: ReadonlyMap<string, ReleaseEngine>;
    live: LiveVersions;
    targets: TargetReader;
    versions: VersionSourceReader;
  }) {
    this.#config = options.config;
    this.#engines = options.engines;
    this.#live = options.live;
    this.#targets = options.targets;
    this.#versions = options.versions;
  }

  /** @throws what is wrong with the wish itself; what stands against it in the world is a blocker */
  async plan(wish: Wish): Promise<PlannedRelease> {
    const place = await this.#targets.find(wish);
    const { component, pipeline, policy } = place;
    const [{ target, blockers }, live, named] = await Promise.all([
      this.#targets.read(place, wish.hosts),
      this.#live.list(component.ref, policy.name),
      this.#resolveNamed(wish, place),
    ]);
    const hostRefs = target.hosts.map(({ ref }) => ref);
    const plan = planRelease({
      target,
      pipeline,
      kind: wish.kind,
      ...(named ?? (await this.#choosePast(wish, place, live, hostRefs))),
    });
    return {
      component,
      policy,
      source: pipeline.spec.source,
      engine: this.#engines.get(plan.engine),
      plan,
      planHash: hashPlan(plan),
      live,
      blockers: [...blockers, ...this.listBlockers(plan)],
    };
  }

  /** What this platform lacks to carry a plan out. */
  listBlockers(plan: ReleasePlan): string[] {
    const blockers = listUnknownSecrets(plan, this.#config.secrets);
    return this.#engines.has(plan.engine)
      ? blockers
      : [
          ...blockers,
          `The engine '${plan.engine}' is not installed: add @stagedoor/plugin-releases-backend-module-${plan.engine} to the backend`,
        ];
  }

  /** What a release of a version that somebody names puts there; for other kinds the hosts say what can be. */
  async #resolveNamed(
    { kind, version }: Wish,
    { pipeline }: ReleasePlace,
  ): Promise<ChosenVersion | undefined> {
    if (kind === 'redeploy') {
      return undefined;
    }
    if (version === undefined) {
      throw new InputError(
        kind === 'rollback'
          ? 'version: name the commit to return to'
          : 'version: name a branch, a tag or a commit to release',
      );
    }
    return kind === 'rollback'
      ? undefined
      : {
          version: await this.#versions.resolveVersion(
            pipeline.spec.source,
            version,
          ),
        };
  }

  /** What runs, or ran before. */
  async #choosePast(
    { kind, version }: Wish,
    place: ReleasePlace,
    live: readonly LiveHost[],
    hostRefs: readonly string[],
  ): Promise<ChosenVersion> {
    return kind === 'redeploy' || version === undefined
      ? this.#chooseRunning(place, live, hostRefs)
      : this.#chooseEarlier(version, place, live, hostRefs);
  }

  async #chooseEarlier(
    text: string,
    { component, policy }: ReleasePlace,
    live: readonly LiveHost[],
    hostRefs: readonly string[],
  ): Promise<ChosenVersion> {
    const past = await this.#live.listPast(component.ref, policy.name);
    const target = findRollBackTargets(past, live, hostRefs).find(
      ({ version }) =>
        version.label === text ||
        (/^[0-9a-f]{7,}$/.test(text) && version.commit.startsWith(text)),
    );
    if (!target) {
      throw new ConflictError(
        `${text} cannot be returned to on ${policy.title}: it did not run there well before what runs there now, or its files are gone`,
      );
    }
    return { version: target.version, package: target.package };
  }

  /** Again means the same bytes, or nothing. */
  async #chooseRunning(
    { policy }: ReleasePlace,
    live: readonly LiveHost[],
    hostRefs: readonly string[],
  ): Promise<ChosenVersion> {
    const version = findCommonVersion(live, hostRefs);
    if (!version) {
      throw new ConflictError(
        `The hosts of ${policy.title} do not all run one version: release the one that they should run`,
      );
    }
    const release = live.find(({ ref }) => ref === hostRefs[0])?.release;
    const found =
      release === undefined ? undefined : await this.#live.findPast(release);
    if (!found?.package || !whereStillThere(found, [found], live, hostRefs)) {
      throw new ConflictError(
        `The package of ${version.label ?? version.commit.slice(0, 10)} is gone: release the version instead, which builds it again`,
      );
    }
    return { version, package: found.package };
  }
}
