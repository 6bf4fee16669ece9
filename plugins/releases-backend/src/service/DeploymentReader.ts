import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogMemberships, findOwner } from '@stagedoor/catalog-people';
import {
  DeploymentList,
  DeploymentPlace,
  RELATION_RELEASED_BY,
} from '@stagedoor/plugin-releases-common';
import { ReleasesConfig } from '../config';
import { Asker } from '../permissions/Asker';
import { findCommonVersion } from '../pipelines/findRollBackTargets';
import { ReleasedComponent } from '../pipelines/judgePipelines';
import { PipelineReader } from '../pipelines/PipelineReader';
import { LiveHost, LiveVersions } from '../store/LiveVersions';
import { ReleaseReader, RunningRelease } from '../store/ReleaseReader';
import { notSetUp } from './environments';
import { listHostRefs } from './TargetReader';

/** Tells what runs where of many components, in a few questions however many they are. */
export class DeploymentReader {
  readonly #options: {
    catalog: CatalogService;
    config: ReleasesConfig;
    live: LiveVersions;
    memberships: CatalogMemberships;
    pipelines: PipelineReader;
    reader: ReleaseReader;
  };

  constructor(options: {
    catalog: CatalogService;
    config: ReleasesConfig;
    live: LiveVersions;
    memberships: CatalogMemberships;
    pipelines: PipelineReader;
    reader: ReleaseReader;
  }) {
    this.#options = options;
  }

  /**
   * Reads what a person owns, alone or with others.
   *
   * @param mayShow - whether the asker may see the releases of a component of this owner
   */
  async listOwn(
    asker: Asker,
    { limit }: { limit: number },
    mayShow: (owner: string) => boolean,
  ): Promise<DeploymentList> {
    const { config, live, pipelines, reader } = this.#options;
    const owned = await this.#listOwned(asker, limit);
    const entities = owned.items.filter(entity =>
      mayShow(findOwner(entity) ?? ''),
    );
    const refs = entities.map(entity => stringifyEntityRef(entity));
    const [components, hosts, running] = await Promise.all([
      pipelines.readPipelinesOf(entities),
      live.listMany(refs),
      reader.listRunning(refs),
    ]);
    const isSetUp = config.environments.length > 0;
    return {
      environments: config.environments.map(({ name, title }) => ({
        name,
        title,
      })),
      items: components.map((component, index) => ({
        component: component.ref,
        title: entities[index].metadata.title ?? component.name,
        problem: component.problem ?? (isSetUp ? undefined : notSetUp),
        environments: this.#listPlaces(
          component,
          hosts.filter(host => host.component === component.ref),
          running.filter(release => release.component === component.ref),
        ),
      })),
      // What is hidden is not counted either.
      total: owned.total - (owned.items.length - entities.length),
    };
  }

  /** Components with a pipeline, as far as the asker sees them in the catalog. */
  async #listOwned(
    { ref, credentials }: Asker,
    limit: number,
  ): Promise<{ items: Entity[]; total: number }> {
    if (!ref.startsWith('user:')) {
      return { items: [], total: 0 };
    }
    const { catalog, memberships } = this.#options;
    const owners = [...(await memberships.listBelongings(ref))];
    const { items, totalItems } = await catalog.queryEntities(
      {
        query: {
          $all: [
            { kind: 'component' },
            {
              relations: {
                $contains: {
                  type: RELATION_OWNED_BY,
                  targetRef: { $in: owners },
                },
              },
            },
            { relations: { $contains: { type: RELATION_RELEASED_BY } } },
          ],
        },
        fields: ['kind', 'metadata', 'relations', 'spec.owner'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit,
      },
      { credentials },
    );
    return { items, total: totalItems };
  }

  #listPlaces(
    { pipeline }: ReleasedComponent,
    live: readonly LiveHost[],
    running: readonly RunningRelease[],
  ): DeploymentPlace[] {
    return this.#options.config.environments.flatMap(({ name }) => {
      const environment = pipeline?.spec.environments.find(
        candidate => candidate.name === name,
      );
      return environment
        ? {
            ...describePlace(
              live.filter(host => host.environment === name),
              listHostRefs(environment),
            ),
            name,
            running: running.find(release => release.environment === name)?.id,
          }
        : [];
    });
  }
}

function describePlace(
  live: readonly LiveHost[],
  hostRefs: readonly string[],
): Omit<DeploymentPlace, 'name' | 'running'> {
  const hosts = hostRefs.length;
  const known = live.filter(({ ref }) => hostRefs.includes(ref));
  if (known.some(({ certain }) => !certain)) {
    return { state: 'unknown', hosts };
  }
  const version = findCommonVersion(known, hostRefs);
  if (version) {
    const times = known.flatMap(({ since }) => since ?? []).sort();
    return { state: 'same', hosts, version, since: times.at(-1) };
  }
  const isEmpty = known.every(host => host.version === undefined);
  return { state: isEmpty ? 'nothing' : 'mixed', hosts };
}
