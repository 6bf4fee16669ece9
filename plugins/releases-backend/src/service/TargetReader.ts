import { Entity } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import {
  PipelineEnvironment,
  ReleasePipelineSpec,
  ReleasePlan,
} from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy, ReleasesConfig } from '../config';
import { expandHosts } from '../pipelines/expandHosts';
import { listTwins } from '../pipelines/listTwins';
import { readHostRef, ReleasedComponent } from '../pipelines/judgePipelines';
import { PipelineReader } from '../pipelines/PipelineReader';
import { PlannedTarget, planTarget } from '../pipelines/planRelease';
import { canonicalRef } from '@stagedoor/catalog-people';
import { findEnvironment } from './environments';

/** A place that a component can be released to, before its hosts were looked at. */
export interface ReleasePlace {
  component: ReleasedComponent;
  pipeline: { ref: string; spec: ReleasePipelineSpec };
  policy: EnvironmentPolicy;
  environment: PipelineEnvironment;
}

/** The same with its hosts. */
export interface ReleaseTarget extends ReleasePlace {
  target: PlannedTarget;
  /** Which hosts refuse, and why. */
  blockers: string[];
}

/** Finds out where releases go. */
export class TargetReader {
  readonly #config: ReleasesConfig;
  readonly #pipelines: PipelineReader;

  constructor(options: { config: ReleasesConfig; pipelines: PipelineReader }) {
    this.#config = options.config;
    this.#pipelines = options.pipelines;
  }

  /** @throws what is wrong with the wish, or with the pipeline as a whole */
  async find(wish: {
    component: string;
    environment: string;
  }): Promise<ReleasePlace> {
    const policy = findEnvironment(this.#config, wish.environment);
    const component = await this.#pipelines.readComponent(wish.component);
    const { pipeline } = component;
    if (!pipeline) {
      throw new ConflictError(sayUnreleased(component));
    }
    const environment = pipeline.spec.environments.find(
      ({ name }) => name === policy.name,
    );
    if (!environment) {
      throw new ConflictError(
        `${pipeline.ref} does not release to ${policy.name}: add it to spec.environments of the pipeline`,
      );
    }
    return { component, pipeline, policy, environment };
  }

  /**
   * @param chosenHosts - some of the hosts of the place; all of them if absent
   * @throws what is wrong with the hosts, if none is left
   */
  async read(
    place: ReleasePlace,
    chosenHosts?: readonly string[],
  ): Promise<ReleaseTarget> {
    const { component, environment } = place;
    const chosen = chooseHosts(environment, chosenHosts);
    const [{ hosts, blockers }, described] = await Promise.all([
      this.expand(
        {
          ...environment,
          hosts: environment.hosts.filter(host =>
            chosen.includes(readHostRef(host) ?? ''),
          ),
        },
        component,
      ),
      this.#pipelines.listHosts(),
    ]);
    if (hosts.length === 0) {
      throw new ConflictError(blockers.join('; '));
    }
    const target = planTarget(component.ref, environment, hosts);
    return {
      ...place,
      target,
      blockers: [...blockers, ...listTwins(chosen, described)],
    };
  }

  /** Where the versions of a component come from. */
  async readSource(
    componentRef: string,
  ): Promise<ReleasePipelineSpec['source']> {
    const component = await this.#pipelines.readComponent(componentRef);
    if (!component.pipeline) {
      throw new ConflictError(sayUnreleased(component));
    }
    return component.pipeline.spec.source;
  }

  /** Reads the hosts of an environment, and what they say to a component. */
  async expand(environment: PipelineEnvironment, component: ReleasedComponent) {
    const refs = listHostRefs(environment);
    return expandHosts(environment, await this.#readHosts(refs), component);
  }

  /**
   * Looks again at hosts that were planned once: they may be reached otherwise by now, and they may refuse.
   */
  async readAgain(
    plan: ReleasePlan,
  ): Promise<{ hosts: ReleasePlan['hosts']; blockers: string[] }> {
    const refs = plan.hosts.map(({ ref }) => ref);
    const [component, entities, described] = await Promise.all([
      this.#pipelines.readComponent(plan.component),
      this.#readHosts(refs),
      this.#pipelines.listHosts(),
    ]);
    const environment = { name: plan.environment, hosts: refs };
    const found = expandHosts(environment, entities, component);
    return {
      hosts: plan.hosts.map(planned => {
        const { variables, batch, ref } = planned;
        const host = found.hosts.find(other => other.ref === ref);
        return host ? { ...host, variables, batch } : planned;
      }),
      blockers: [...found.blockers, ...listTwins(refs, described)],
    };
  }

  async #readHosts(refs: readonly string[]): Promise<Map<string, Entity>> {
    const entities = await this.#pipelines.readEntities(refs);
    return new Map(
      entities.flatMap((entity, index) =>
        entity ? [[refs[index], entity] as const] : [],
      ),
    );
  }
}

/** Why a component without a pipeline cannot be released. */
export function sayUnreleased(component: ReleasedComponent): string {
  return (
    component.problem ??
    `No pipeline releases ${component.name}: add a ReleasePipeline to the file that describes it`
  );
}

/** The refs of the hosts that a pipeline names. */
export function listHostRefs(environment: PipelineEnvironment): string[] {
  return environment.hosts.flatMap(host => readHostRef(host) ?? []);
}

/** Some of the hosts of a pipeline, or all. */
function chooseHosts(
  environment: PipelineEnvironment,
  wanted: readonly string[] | undefined,
): string[] {
  const known = listHostRefs(environment);
  return (
    wanted?.map((written, index) => {
      const ref = canonicalRef(written, `hosts.${index}`, 'resource');
      if (!known.includes(ref)) {
        throw new InputError(
          `hosts.${index}: the pipeline does not release to ${ref}`,
        );
      }
      return ref;
    }) ?? known
  );
}
