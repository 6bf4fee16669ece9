import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/** Annotations that say where an entity is written. */
export const origin = (name: string) => ({
  'backstage.io/managed-by-location': `url:https://git.test/${name}`,
  'backstage.io/managed-by-origin-location': `url:https://git.test/${name}`,
});

function relation(type: string, ...targets: string[]) {
  return targets.map(targetRef => ({ type, targetRef }));
}

export function person(name: string, ...groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: {},
    relations: relation('memberOf', ...groups),
  };
}

export function group(
  name: string,
  more: {
    title?: string;
    parent?: string;
    children?: string[];
    members?: string[];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: {
      type: 'team',
      children: [],
      ...(more.title && { profile: { displayName: more.title } }),
    },
    relations: [
      ...relation('childOf', ...(more.parent ? [more.parent] : [])),
      ...relation('parentOf', ...(more.children ?? [])),
      ...relation('hasMember', ...(more.members ?? [])),
    ],
  };
}

export function component(
  name: string,
  owner: string,
  ...pipelines: string[]
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: origin(name) },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [
      ...relation('ownedBy', owner),
      ...relation('releasedBy', ...pipelines),
    ],
  };
}

/** A host of payments, unless it is said whose. */
export function host(
  name: string,
  environment: string,
  more: { owner?: string; dependencyOf?: string[] } = {},
): Entity {
  const { owner = 'group:default/payments', dependencyOf = [] } = more;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        'stagedoor.dev/environment': environment,
        'stagedoor.dev/ssh-address': `${name}.test`,
      },
    },
    spec: { type: 'host', owner, dependencyOf },
    relations: [
      ...relation('ownedBy', owner),
      ...relation('dependencyOf', ...dependencyOf),
    ],
  };
}

/** Finds an entity of a list by its ref. */
export function findEntity(entities: readonly Entity[], entityRef: string) {
  return entities.find(entity => stringifyEntityRef(entity) === entityRef);
}

/**
 * An entity as its team writes it: with the place where it is written, and without relations, which the catalog finds out
 * itself.
 */
export function writeEntity({ relations = [], ...entity }: Entity): Entity {
  const targets = (type: string) =>
    relations
      .filter(known => known.type === type)
      .map(({ targetRef }) => targetRef);
  const [parent] = targets('childOf');
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: { ...origin('all'), ...entity.metadata.annotations },
    },
    spec: {
      ...entity.spec,
      ...(entity.kind === 'User' && { memberOf: targets('memberOf') }),
      ...(entity.kind === 'Group' && parent && { parent }),
    },
  };
}
