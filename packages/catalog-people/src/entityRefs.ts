import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The one spelling of a ref: complete and in lower case, as the catalog writes it. Whoever compares refs compares these.
 *
 * @throws InputError naming the field
 */
export function canonicalRef(
  ref: string,
  field: string,
  defaultKind?: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      `${field}: '${ref}' is not an entity ref such as ${defaultKind ?? 'component'}:default/name`,
    );
  }
}

/** Whether two spellings mean the same; what is no entity ref, such as a service, is compared as it is. */
export function isSameRef(one: string, other: string): boolean {
  return spell(one) === spell(other);
}

function spell(ref: string): string {
  try {
    return canonicalRef(ref, '', 'user');
  } catch {
    return ref;
  }
}

/** Who owns an entity, as the catalog has resolved it, or as it is written. */
export function findOwner(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) {
    return relation.targetRef.toLocaleLowerCase('en-US');
  }
  const written = entity.spec?.owner;
  return typeof written === 'string'
    ? stringifyEntityRef(
        parseEntityRef(written, {
          defaultKind: 'group',
          defaultNamespace: entity.metadata.namespace ?? 'default',
        }),
      )
    : undefined;
}
