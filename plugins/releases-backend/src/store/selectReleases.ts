import { Knex } from 'knex';
import { releaseColumns, ReleaseRow } from './rows';

/**
 * Reads rows of releases with what lists show about their hosts and steps.
 *
 * @param me - whose decision about each of them is wanted
 */
export function selectReleases(
  knex: Knex,
  me?: string,
): Knex.QueryBuilder<object, ReleaseRow[]> {
  const raw = knex.raw.bind(knex);
  return knex('releases as r')
    .select(
      ...releaseColumns.map(column => `r.${column}`),
      'h.hosts_total',
      'h.hosts_done',
      'h.hosts_failed',
      's.title as current_step',
      me === undefined
        ? raw('NULL AS my_decision')
        : raw(
            '(SELECT a.decision FROM release_approvals a WHERE a.release_id = r.id AND a.by_ref = ?) AS my_decision',
            [me],
          ),
    )
    .joinRaw(
      `LEFT JOIN LATERAL (
          SELECT count(*)::int AS hosts_total,
            (count(*) FILTER (WHERE state = 'verified'))::int AS hosts_done,
            (count(*) FILTER (WHERE state IN ('failed', 'rolled_back', 'rollback_failed', 'unknown')))::int AS hosts_failed
          FROM release_hosts WHERE release_id = r.id
        ) h ON true
        LEFT JOIN LATERAL (
          SELECT title FROM release_steps
          WHERE release_id = r.id AND state = 'running' ORDER BY position LIMIT 1
        ) s ON r.state = 'running'`,
    );
}
