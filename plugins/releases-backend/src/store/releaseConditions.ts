import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/** What a permission rule asks of a row. */
export interface ReleaseCondition {
  column: 'component_owner' | 'requested_by';
  values: readonly string[];
}

/** Narrows a query over `releases as r` to the rows that meet the conditions of a permission decision. */
export function applyConditions(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ReleaseCondition>,
): void {
  if ('allOf' in criteria) {
    query.where(all =>
      criteria.allOf.forEach(part =>
        all.andWhere(one => applyConditions(one, part)),
      ),
    );
  } else if ('anyOf' in criteria) {
    query.where(any =>
      criteria.anyOf.forEach(part =>
        any.orWhere(one => applyConditions(one, part)),
      ),
    );
  } else if ('not' in criteria) {
    query.whereNot(none => applyConditions(none, criteria.not));
  } else {
    query.whereIn(`r.${criteria.column}`, [...criteria.values]);
  }
}
