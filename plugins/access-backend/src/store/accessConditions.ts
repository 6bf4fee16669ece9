import { Knex } from 'knex';
import { AccessCondition } from '../permissions/accessRules';

const namedByRule = `EXISTS (
  SELECT 1 FROM jsonb_array_elements(r.rule -> 'everyOf') AS asked
  WHERE jsonb_exists_any(asked, ?::text[]))`;

/** Narrows a query over `requests as r` by one condition. */
export function applyToRequests(
  query: Knex.QueryBuilder,
  { about, values }: AccessCondition,
): void {
  switch (about) {
    case 'holder':
      query.whereIn('r.requested_by', [...values]);
      break;
    case 'owners':
      query.whereRaw('r.host_owners && ?::text[]', [[...values]]);
      break;
    default:
      query.whereRaw(namedByRule, [[...values]]);
  }
}

/** Narrows a query over `grants as g` joined with `requests as r` by one condition. */
export function applyToGrants(
  query: Knex.QueryBuilder,
  { about, values }: AccessCondition,
): void {
  switch (about) {
    case 'holder':
      query.whereIn('g.holder', [...values]);
      break;
    case 'owners':
      query.whereRaw('g.host_owners && ?::text[]', [[...values]]);
      break;
    default:
      query.whereRaw(namedByRule, [[...values]]);
  }
}
