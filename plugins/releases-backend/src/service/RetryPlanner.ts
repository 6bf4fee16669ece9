import { ConflictError } from '@backstage/errors';
import { releaseLifecycle } from '@stagedoor/plugin-releases-common';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { ReleasesConfig } from '../config';
import { hashPlan } from '../pipelines/hashPlan';
import { PipelineReader } from '../pipelines/PipelineReader';
import { narrowPlan } from '../pipelines/planRelease';
import { LiveVersions } from '../store/LiveVersions';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import { findEnvironment } from './environments';
import { listLacking } from './ReleaseDescriber';
import { PlannedRelease, ReleasePlanner } from './ReleasePlanner';
import { TargetReader } from './TargetReader';

/**
 * Plans to go on with a release that did not reach every host: the same plan and package, for the hosts that lack it. Where
 * these are reached is looked up again: a wrong address may be why they lack it.
 */
export class RetryPlanner {
  readonly #options: {
    config: ReleasesConfig;
    engines: ReadonlyMap<string, ReleaseEngine>;
    live: LiveVersions;
    pipelines: PipelineReader;
    planner: ReleasePlanner;
    reader: ReleaseReader;
    targets: TargetReader;
  };

  constructor(options: {
    config: ReleasesConfig;
    engines: ReadonlyMap<string, ReleaseEngine>;
    live: LiveVersions;
    pipelines: PipelineReader;
    planner: ReleasePlanner;
    reader: ReleaseReader;
    targets: TargetReader;
  }) {
    this.#options = options;
  }

  async plan(release: StoredRelease): Promise<PlannedRelease> {
    const { config, engines, pipelines, planner, targets } = this.#options;
    if (!['failed', 'errored', 'cancelled'].includes(release.state)) {
      throw new ConflictError(
        `Release #${release.id} cannot be tried again: it is in the state '${releaseLifecycle.states[release.state].title}'`,
      );
    }
    const [details, live, past, component] = await Promise.all([
      this.#options.reader.readDetails(release.id),
      this.#options.live.list(release.component, release.environment),
      this.#options.live.findPast(release.id),
      pipelines.readComponent(release.component),
    ]);
    const lacking = details ? listLacking(release, details, live) : [];
    if (!details || lacking.length === 0) {
      throw new ConflictError(
        `Every host of release #${release.id} runs its version`,
      );
    }
    const narrowed = narrowPlan(
      details.plan,
      new Set(lacking),
      // Without its package it is built again, from the same commit in the same way.
      past?.isPackaged ? past.package : undefined,
    );
    const { hosts, blockers } = await targets.readAgain(narrowed);
    const plan = { ...narrowed, hosts };
    return {
      component,
      policy: findEnvironment(config, release.environment),
      source: plan.source,
      engine: engines.get(plan.engine),
      plan,
      planHash: hashPlan(plan),
      live,
      blockers: [...blockers, ...planner.listBlockers(plan)],
    };
  }
}
