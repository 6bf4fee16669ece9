import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  defaultEntityPresentation,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';

/** Stands for nothing, so that the catalog is not asked. */
const nothing: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'nothing' },
};

/**
 * What a thing of the catalog is called wherever people read of it: by its title, or the name that a person or a team
 * goes by, and by the name in its reference as long as no other is known.
 */
export function useEntityName(entity: Entity | string): string;
export function useEntityName(
  entity: Entity | string | undefined,
): string | undefined;
export function useEntityName(
  entity: Entity | string | undefined,
): string | undefined {
  const presentation = useEntityPresentation(entity ?? nothing);
  if (entity === undefined) {
    return undefined;
  }
  // For a moment it is still about what was asked for before.
  const isOfAnother = refOf(presentation.entityRef) !== refOf(entity);
  return isOfAnother
    ? defaultEntityPresentation(entity).primaryTitle
    : presentation.primaryTitle;
}

function refOf(entity: Entity | string): string {
  return typeof entity === 'string'
    ? entity.toLocaleLowerCase('en-US')
    : stringifyEntityRef(entity);
}
