import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/** The references of one kind of relation, optionally of one kind of entity only, in stable order. */
export function relatedRefs(
  entity: Entity,
  relation: string,
  kind?: string,
): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef)
    .filter(
      ref => !kind || parseEntityRef(ref).kind.toLocaleLowerCase() === kind,
    )
    .sort();
}
