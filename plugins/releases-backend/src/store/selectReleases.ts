import { Knex } from 'knex';
import { releaseColumns, ReleaseRow } from './rows';
import { timesAsText } from './timesAsText';

/** Total, done and failed, in one look at them; as JSON, which is read quicker than an array of PostgreSQL. */
const countHosts = `(
  SELECT json_build_array(
    count(*), count(*) FILTER (WHERE state = 'verified'),
    count(*) FILTER (WHERE state IN ('failed', 'rolled_back', 'rollback_failed', 'unknown'))
  )
  FROM release_hosts WHERE release_id = r.id
) AS hosts`;

const findStep = `CASE WHEN r.state = 'running' THEN (
  SELECT title FROM release_steps
  WHERE release_id = r.id AND state = 'running' ORDER BY position LIMIT 1
) END AS current_step`;

const findDecision = `CASE WHEN r.state = 'awaiting_approval' THEN (
  SELECT decision FROM release_approvals WHERE release_id = r.id AND by_ref = ? AND void_reason IS NULL
) END AS my_decision`;

/**
 * Reads rows of releases with what lists show about their hosts and steps. Subqueries instead of joins: they are made for
 * the rows of a page alone, and steps and decisions only where they matter.
 *
 * @param me - whose decision about each of those that wait is wanted
 */
export function selectReleases(
  knex: Knex,
  me?: string,
): Knex.QueryBuilder<object, ReleaseRow[]> {
  const raw = knex.raw.bind(knex);
  return knex('releases as r')
    .select(
      ...releaseColumns.map(column => `r.${column}`),
      raw(countHosts),
      raw(findStep),
      raw(findDecision, [me ?? null]),
    )
    .options({ types: timesAsText });
}
