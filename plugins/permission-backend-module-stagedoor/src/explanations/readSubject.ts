import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_HAS_MEMBER,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ExplainedOwner, NamedRef } from '@stagedoor/plugin-roles-common';
import { getTitle } from '../membership/getTitle';

const MAX_OWNERS = 5;
const MAX_PEOPLE = 3;
const MAX_REFS_AT_ONCE = 200;

/**
 * Reads entities as the asker sees them: those that are hidden from the asker are as absent as those that do not exist,
 * so no explanation can tell them apart.
 */
export async function readVisibleEntities(
  catalog: CatalogService,
  entityRefs: Iterable<string>,
  credentials: BackstageCredentials,
): Promise<Map<string, Entity>> {
  const wanted = [...new Set(entityRefs)].slice(0, MAX_REFS_AT_ONCE);
  if (wanted.length === 0) {
    return new Map();
  }
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: wanted,
      fields: ['kind', 'metadata', 'spec.profile.displayName', 'relations'],
    },
    { credentials },
  );
  return new Map(
    items.flatMap((entity, index) =>
      entity ? [[wanted[index], entity] as const] : [],
    ),
  );
}

/** The ref as the catalog writes it, or nothing if it cannot be the ref of an entity. */
export function normalizeEntityRef(entityRef: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(entityRef));
  } catch {
    return undefined;
  }
}

/** The refs of the owners of an entity, a few at most. */
export function listOwnerRefs(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef)
    .slice(0, MAX_OWNERS);
}

/** An owner with people to ask, as far as the asker may see it. */
export function describeOwner(
  entityRef: string,
  visible: Map<string, Entity>,
  askerRef: string,
): ExplainedOwner | undefined {
  const entity = visible.get(entityRef);
  return (
    entity && {
      entityRef,
      title: getTitle(entity),
      people: listPeople(entity, askerRef),
    }
  );
}

/** Some members of a group whom the asker could ask: anyone but the asker. */
export function listPeople(group: Entity, askerRef: string): NamedRef[] {
  return (group.relations ?? [])
    .filter(
      ({ type, targetRef }) =>
        type === RELATION_HAS_MEMBER && targetRef !== askerRef,
    )
    .slice(0, MAX_PEOPLE)
    .map(({ targetRef }) => ({
      entityRef: targetRef,
      title: parseEntityRef(targetRef).name,
    }));
}
