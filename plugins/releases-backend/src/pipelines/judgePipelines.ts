import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { canonicalRef, findOwner } from '@stagedoor/catalog-people';
import {
  findPipelineProblems,
  ReleasePipelineSpec,
  releasePipelineSpecSchema,
} from '@stagedoor/plugin-releases-common';

/** A component, and how it is released. */
export interface ReleasedComponent {
  ref: string;
  name: string;
  owner: string;
  pipeline?: { ref: string; spec: ReleasePipelineSpec };
  /** Why there is no pipeline that can be used: what to mend, and where. Absent if nobody wrote one. */
  problem?: string;
}

/** Says how a component is released, or why it cannot be, by the pipelines that lie beside it. */
export function judgePipelines(
  entity: Entity,
  beside: readonly Entity[],
): ReleasedComponent {
  const component = {
    ref: stringifyEntityRef(entity),
    name: entity.metadata.name,
    owner: findOwner(entity) ?? '',
  };
  const own = beside.filter(
    pipeline => findSubject(pipeline) === component.ref,
  );
  if (own.length === 0) {
    return component;
  }
  if (own.length > 1) {
    const names = own.map(({ metadata }) => metadata.name).sort();
    return {
      ...component,
      problem: `${names.join(' and ')} both release ${component.name}: keep one of the two pipelines`,
    };
  }
  const [pipeline] = own;
  const problems = component.owner
    ? listProblems(pipeline)
    : [`${component.name} has no owner: set its spec.owner`];
  return problems.length > 0
    ? {
        ...component,
        problem: `${pipeline.metadata.name} cannot be used: ${problems.join('; ')}`,
      }
    : {
        ...component,
        pipeline: {
          ref: stringifyEntityRef(pipeline),
          spec: releasePipelineSpecSchema.parse(pipeline.spec),
        },
      };
}

/** The component that a pipeline is written for. */
function findSubject(pipeline: Entity): string | undefined {
  const written = pipeline.spec?.component;
  try {
    return typeof written === 'string'
      ? canonicalRef(written, 'spec.component', 'component')
      : undefined;
  } catch {
    return undefined;
  }
}

function listProblems(pipeline: Entity): string[] {
  const problems = findPipelineProblems(pipeline.spec);
  if (problems.length > 0) {
    return problems;
  }
  const spec = releasePipelineSpecSchema.parse(pipeline.spec);
  return spec.environments.flatMap(({ hosts }, index) => {
    const refs = hosts.map(host => readHostRef(host));
    return refs.flatMap((ref, position) => {
      const field = `spec.environments[${index}].hosts[${position}]`;
      if (ref === undefined) {
        return [`${field} must be an entity ref, such as resource:default/a`];
      }
      return refs.indexOf(ref) < position ? [`${field} is listed twice`] : [];
    });
  });
}

/** The ref of a host as a pipeline writes it; undefined if it cannot be one. */
export function readHostRef(
  host: ReleasePipelineSpec['environments'][number]['hosts'][number],
): string | undefined {
  try {
    return canonicalRef(
      typeof host === 'string' ? host : host.host,
      'hosts',
      'resource',
    );
  } catch {
    return undefined;
  }
}
