import { Knex } from 'knex';

/** What a permission rule asks of a row. */
export interface ReleaseCondition {
  column: 'component_owner' | 'requested_by';
  values: readonly string[];
}

/** Narrows a query over `releases as r` by one condition. */
export function applyCondition(
  query: Knex.QueryBuilder,
  { column, values }: ReleaseCondition,
): void {
  query.whereIn(`r.${column}`, [...values]);
}
