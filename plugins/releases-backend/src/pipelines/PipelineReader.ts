import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  findPipelineProblems,
  releasePipelineKind,
  ReleasePipelineSpec,
  releasePipelineSpecSchema,
} from '@stagedoor/plugin-releases-common';
import { canonicalRef, findOwner } from '@stagedoor/catalog-people';

/** A component, and how it is released. */
export interface ReleasedComponent {
  ref: string;
  name: string;
  owner: string;
  pipeline?: { ref: string; spec: ReleasePipelineSpec };
  /** Why there is no pipeline that can be used: what to mend, and where. Absent if nobody wrote one. */
  problem?: string;
}

/**
 * Reads pipelines and hosts with the plugin's own credentials: what a release does must not depend on what the person
 * who asks for it happens to see.
 */
export class PipelineReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** @throws NotFoundError if the catalog has no such component */
  async readComponent(componentRef: string): Promise<ReleasedComponent> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const ref = canonicalRef(componentRef, 'component', 'component');
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no ${ref}`);
    }
    const component = {
      ref,
      name: entity.metadata.name,
      owner: findOwner(entity) ?? '',
    };
    const beside = await this.#listPipelinesBeside(entity);
    const own = beside.filter(pipeline => findSubject(pipeline) === ref);
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

  /** Hosts in the order of their refs; undefined where the catalog has none. */
  async readHosts(refs: readonly string[]): Promise<Array<Entity | undefined>> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items;
  }

  /** A pipeline counts only where its component was described: nobody else can say how it is released. */
  async #listPipelinesBeside(component: Entity): Promise<Entity[]> {
    const origin = component.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    if (!origin) {
      return [];
    }
    const { items } = await this.#catalog.getEntities(
      {
        filter: {
          kind: releasePipelineKind,
          [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: origin,
        },
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    // Two addresses that differ in case only are not the same place, but a filter of the catalog says they are.
    return items.filter(
      ({ metadata }) =>
        metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] === origin,
    );
  }
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
