import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { TimeRange } from '@stagedoor/plugin-observability-common';

/**
 * What a link may know: one entity, one environment and one range of time. Annotations are a map, so that no name of an
 * annotation can reach into a prototype.
 */
export interface LinkSubject {
  kind: string;
  namespace: string;
  name: string;
  type?: string;
  /** Name of the first owner, without kind and namespace. */
  owner?: string;
  annotations: ReadonlyMap<string, string>;
  environment?: string;
  range: TimeRange;
}

function readOwnerName(entity: Entity): string | undefined {
  const ownerRef = entity.relations?.find(r => r.type === 'ownedBy')?.targetRef;
  return ownerRef && parseEntityRef(ownerRef).name;
}

function readType(entity: Entity): string | undefined {
  const type = entity.spec?.type;
  return typeof type === 'string' ? type : undefined;
}

export function createLinkSubject(
  entity: Entity,
  options: { environment?: string; range: TimeRange },
): LinkSubject {
  return {
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: entity.metadata.namespace ?? 'default',
    name: entity.metadata.name,
    type: readType(entity),
    owner: readOwnerName(entity),
    annotations: new Map(Object.entries(entity.metadata.annotations ?? {})),
    ...options,
  };
}
