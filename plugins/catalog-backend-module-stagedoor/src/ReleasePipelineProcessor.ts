import {
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  findPipelineProblems,
  releasePipelineApiVersion,
  releasePipelineKind,
  ReleasePipelineSpec,
  releasePipelineSpecSchema,
  RELATION_RECEIVES_RELEASES_OF,
  RELATION_RELEASED_BY,
  RELATION_RELEASES,
  RELATION_RELEASES_TO,
} from '@stagedoor/plugin-releases-common';
import { createEnvironmentRef } from './environmentRef';

/** A ref of a pipeline, where it is written, and what it may be a ref of. */
interface PipelineRef {
  path: string;
  ref: string;
  kinds: readonly [string, ...string[]];
  example: string;
}

/**
 * Knows `kind: ReleasePipeline`: refuses one that could not be carried out, naming each field and the fix, and relates a
 * good one to its component, its hosts, its environments and its owner.
 */
export class ReleasePipelineProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'stagedoor-release-pipeline';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isPipeline(entity)) {
      return false;
    }
    const problems =
      entity.apiVersion === releasePipelineApiVersion
        ? findPipelineProblems(entity.spec)
        : [
            `apiVersion must be '${releasePipelineApiVersion}', not '${entity.apiVersion}'`,
          ];
    if (problems.length === 0) {
      const spec = releasePipelineSpecSchema.parse(entity.spec);
      for (const ref of listRefs(spec)) {
        const problem = findRefProblem(ref, entity);
        if (problem) {
          problems.push(problem);
        }
      }
    }
    if (problems.length > 0) {
      throw new InputError(problems.join('; '));
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isPipeline(entity)) {
      return entity;
    }
    const spec = releasePipelineSpecSchema.parse(entity.spec);
    const pipeline = getCompoundEntityRef(entity);
    const relate = (other: CompoundEntityRef, there: string, back: string) => {
      emit(
        processingResult.relation({
          source: pipeline,
          type: there,
          target: other,
        }),
      );
      emit(
        processingResult.relation({
          source: other,
          type: back,
          target: pipeline,
        }),
      );
    };

    relate(
      parseRef(spec.owner, 'group', entity),
      RELATION_OWNED_BY,
      RELATION_OWNER_OF,
    );
    relate(
      parseRef(spec.component, 'component', entity),
      RELATION_RELEASES,
      RELATION_RELEASED_BY,
    );
    const targets = spec.environments.flatMap(({ name, hosts }) => [
      createEnvironmentRef(name),
      ...hosts.map(host => parseRef(readHostRef(host), 'resource', entity)),
    ]);
    // A host may serve two environments of a pipeline only by mistake, and is related once even then.
    const unique = new Map(
      targets.map(target => [stringifyEntityRef(target), target]),
    );
    for (const target of unique.values()) {
      relate(target, RELATION_RELEASES_TO, RELATION_RECEIVES_RELEASES_OF);
    }
    return entity;
  }
}

function isPipeline(entity: Entity): boolean {
  return entity.kind.toLowerCase() === releasePipelineKind.toLowerCase();
}

function readHostRef(
  host: ReleasePipelineSpec['environments'][number]['hosts'][number],
): string {
  return typeof host === 'string' ? host : host.host;
}

function listRefs(spec: ReleasePipelineSpec): PipelineRef[] {
  return [
    {
      path: 'spec.owner',
      ref: spec.owner,
      kinds: ['group', 'user'],
      example: 'group:default/payments',
    },
    {
      path: 'spec.component',
      ref: spec.component,
      kinds: ['component'],
      example: 'component:default/shop',
    },
    ...spec.environments.flatMap(({ hosts }, environment) =>
      hosts.map((host, index): PipelineRef => {
        const path = `spec.environments[${environment}].hosts[${index}]`;
        return {
          path: typeof host === 'string' ? path : `${path}.host`,
          ref: readHostRef(host),
          kinds: ['resource'],
          example: 'resource:default/prod-1',
        };
      }),
    ),
  ];
}

function findRefProblem(
  { path, ref, kinds, example }: PipelineRef,
  entity: Entity,
): string | undefined {
  try {
    const { kind } = parseRef(ref, kinds[0], entity);
    return kinds.includes(kind.toLowerCase())
      ? undefined
      : `${path} must name a ${kinds.join(' or a ')}, such as ${example}, not '${ref}'`;
  } catch (error) {
    return `${path} must be an entity ref, such as ${example}: ${toError(error).message}`;
  }
}

function parseRef(
  ref: string,
  defaultKind: string,
  entity: Entity,
): CompoundEntityRef {
  return parseEntityRef(ref, {
    defaultKind,
    defaultNamespace: entity.metadata.namespace ?? 'default',
  });
}
