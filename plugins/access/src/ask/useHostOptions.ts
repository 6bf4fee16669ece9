import {
  RELATION_DEPENDS_ON,
  RELATION_OWNER_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  getEntityRelations,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import type { AccessRequestSummary } from '@stagedoor/plugin-access-common';
import { useLoad, type Loaded } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';
import {
  compareHosts,
  isHost,
  optionOf,
  optionOfPinned,
  type HostOption,
} from './HostOption';

/** More hosts than this are not listed to choose from; the page of a component lists its own. */
const most = 500;

/**
 * The hosts that can be asked for from somewhere: those of a component, the host itself, those of a team and of its
 * components; without an entity all of them.
 */
export function useHostOptions(entity?: Entity): Loaded<HostOption[]> {
  const catalogApi = useApi(catalogApiRef);
  return useLoad(
    useCallback(async () => {
      const hosts = entity
        ? await readHostsOf(catalogApi, entity)
        : await readAllHosts(catalogApi);
      return hosts.map(optionOf).toSorted(compareHosts);
    }, [catalogApi, entity]),
  );
}

/** The hosts of a request, and those that it could be changed to; more time is for the hosts that one has. */
export function useHostOptionsOf(request: AccessRequestSummary): HostOption[] {
  const { value } = useHostOptions();
  const { hosts } = request;
  const isFixed = request.extends !== undefined;
  return useMemo(() => {
    const known = hosts.map(optionOfPinned);
    const refs = known.map(({ ref }) => ref);
    const others = isFixed ? [] : (value ?? []);
    return [
      ...known,
      ...others.filter(({ ref }) => !refs.includes(ref)),
    ].toSorted(compareHosts);
  }, [hosts, isFixed, value]);
}

async function readHostsOf(
  catalogApi: CatalogApi,
  entity: Entity,
): Promise<Entity[]> {
  if (isHost(entity)) {
    return [entity];
  }
  if (entity.kind.toLocaleLowerCase('en-US') !== 'group') {
    return readHostsBelow(catalogApi, [entity]);
  }
  const owned = await readEntities(
    catalogApi,
    getEntityRelations(entity, RELATION_OWNER_OF).map(ref =>
      stringifyEntityRef(ref),
    ),
  );
  const below = await readHostsBelow(catalogApi, owned);
  const hosts = [...owned.filter(isHost), ...below];
  return [
    ...new Map(hosts.map(host => [stringifyEntityRef(host), host])).values(),
  ];
}

/** The hosts that things depend on. */
async function readHostsBelow(
  catalogApi: CatalogApi,
  entities: readonly Entity[],
): Promise<Entity[]> {
  const refs = entities
    .filter(entity => !isHost(entity))
    .flatMap(entity =>
      getEntityRelations(entity, RELATION_DEPENDS_ON, { kind: 'resource' }),
    )
    .map(ref => stringifyEntityRef(ref));
  const below = await readEntities(catalogApi, [...new Set(refs)]);
  return below.filter(isHost);
}

async function readEntities(
  catalogApi: CatalogApi,
  entityRefs: string[],
): Promise<Entity[]> {
  if (entityRefs.length === 0) {
    return [];
  }
  const { items } = await catalogApi.getEntitiesByRefs({ entityRefs });
  return items.filter(item => item !== undefined);
}

async function readAllHosts(catalogApi: CatalogApi): Promise<Entity[]> {
  const { items } = await catalogApi.queryEntities({
    filter: { kind: 'resource', 'spec.type': 'host' },
    limit: most,
  });
  return items;
}
