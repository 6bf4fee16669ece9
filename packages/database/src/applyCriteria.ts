import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/**
 * Narrows a query to the rows that meet the conditions of a permission decision.
 *
 * @param applyOne - narrows it by one condition
 * @public
 */
export function applyCriteria<TCondition extends object>(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<TCondition>,
  applyOne: (query: Knex.QueryBuilder, condition: TCondition) => void,
): void {
  if ('allOf' in criteria) {
    query.where(all =>
      criteria.allOf.forEach(part =>
        all.andWhere(one => applyCriteria(one, part, applyOne)),
      ),
    );
  } else if ('anyOf' in criteria) {
    query.where(any =>
      criteria.anyOf.forEach(part =>
        any.orWhere(one => applyCriteria(one, part, applyOne)),
      ),
    );
  } else if ('not' in criteria) {
    query.whereNot(none => applyCriteria(none, criteria.not, applyOne));
  } else {
    applyOne(query, criteria);
  }
}
