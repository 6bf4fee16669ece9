import {
  Matrix,
  MatrixEnvironment,
  PipelineEnvironment,
} from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy, ReleasesConfig } from '../config';
import { Asker, Rights } from '../permissions/Asker';
import {
  findCommonVersion,
  findRollBackTargets,
} from '../pipelines/findRollBackTargets';
import { ReleasedComponent } from '../pipelines/judgePipelines';
import { PipelineReader } from '../pipelines/PipelineReader';
import { LiveHost, LiveVersions } from '../store/LiveVersions';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import {
  describeHost,
  explainNoVersion,
  explainPlace,
  sayUnknown,
} from './describePlace';
import { notSetUp } from './environments';
import { ReleaseDescriber } from './ReleaseDescriber';
import { TargetReader } from './TargetReader';
import { VersionSourceReader } from './VersionSourceReader';

const maxWaiting = 10;

interface MatrixReaderOptions {
  config: ReleasesConfig;
  describer: ReleaseDescriber;
  live: LiveVersions;
  pipelines: PipelineReader;
  reader: ReleaseReader;
  targets: TargetReader;
  versions: VersionSourceReader;
}

/** Tells what runs where. */
export class MatrixReader {
  readonly #options: MatrixReaderOptions;

  constructor(options: MatrixReaderOptions) {
    this.#options = options;
  }

  async read(componentRef: string, asker: Asker): Promise<Matrix> {
    const { config, pipelines, live, reader } = this.#options;
    const component = await pipelines.readComponent(componentRef);
    const { pipeline, problem } = component;
    const head = { component: componentRef, pipeline: pipeline?.ref };
    if (!pipeline || config.environments.length === 0) {
      return {
        ...head,
        problem: problem ?? (pipeline ? notSetUp : undefined),
        environments: [],
      };
    }
    const places = config.environments.flatMap(policy => {
      const environment = pipeline.spec.environments.find(
        ({ name }) => name === policy.name,
      );
      return environment ? [{ policy, environment }] : [];
    });
    const [hosts, open, last, rights] = await Promise.all([
      live.list(componentRef),
      reader.listOpen(componentRef),
      reader.listLast(
        componentRef,
        places.map(({ policy }) => policy.name),
      ),
      asker.rightsOn(componentRef),
    ]);
    const known = { component, open, last, rights, asker };
    return {
      ...head,
      problem: sayUnknown(component, config),
      branch: pipeline.spec.source.branch,
      environments: await Promise.all(
        places.map(({ policy, environment }) =>
          this.#describe(policy, environment, {
            ...known,
            live: hosts.filter(host => host.environment === policy.name),
          }),
        ),
      ),
    };
  }

  async #describe(
    policy: EnvironmentPolicy,
    environment: PipelineEnvironment,
    known: {
      component: ReleasedComponent;
      live: LiveHost[];
      open: StoredRelease[];
      last: Map<string, StoredRelease>;
      rights: Rights;
      asker: Asker;
    },
  ): Promise<MatrixEnvironment> {
    const { component, live, rights, asker } = known;
    const { describer, targets } = this.#options;
    const [{ hosts, blockers }, past] = await Promise.all([
      targets.expand(environment, component),
      this.#options.live.listPast(component.ref, policy.name),
    ]);
    const hostRefs = hosts.map(({ ref }) => ref);
    const version = findCommonVersion(live, hostRefs);
    const newest = live.reduce<LiveHost | undefined>(
      (found, host) =>
        (host.since ?? '') > (found?.since ?? '') ? host : found,
      undefined,
    );
    const rollBackTargets = findRollBackTargets(past, live, hostRefs).map(
      ({ package: _, ...target }) => target,
    );
    const open = known.open.filter(
      release => release.environment === policy.name,
    );
    const summarize = (release: StoredRelease) =>
      describer.summarize(release, asker);
    const running = open.find(({ state }) => state === 'running');
    const last = known.last.get(policy.name);
    const refuse = blockers[0];
    return {
      name: policy.name,
      title: policy.title,
      engine: environment.engine,
      hosts: hosts.map(host => describeHost(host, live)),
      version,
      since: version && newest?.since,
      by: version && newest?.by,
      behind: version && (await this.#countBehind(component, version.commit)),
      running: running && (await summarize(running)),
      waiting: await Promise.all(
        open
          .filter(({ state }) => state !== 'running')
          .slice(0, maxWaiting)
          .map(summarize),
      ),
      last: last && (await summarize(last)),
      rollBackTargets,
      actions: {
        release: explainPlace('create', component, rights, refuse),
        redeploy: explainPlace(
          'create',
          component,
          rights,
          version ? refuse : explainNoVersion(live),
        ),
        rollBack: explainPlace(
          'rollBack',
          component,
          rights,
          rollBackTargets.length > 0
            ? refuse
            : 'There is no earlier version that is still there',
        ),
      },
    };
  }

  /** Of no use if it cannot be told: the source may be elsewhere, and down. */
  async #countBehind(
    { pipeline }: ReleasedComponent,
    commit: string,
  ): Promise<number | undefined> {
    return pipeline
      ? this.#options.versions
          .countBehind(pipeline.spec.source, commit)
          .catch(() => undefined)
      : undefined;
  }
}
