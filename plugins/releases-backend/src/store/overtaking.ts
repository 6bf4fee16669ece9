import { Knex } from 'knex';

/** A release that waits, and the newest one that has reached hosts of it since. */
export interface Overtaken {
  id: number;
  by: number;
}

/**
 * Finds releases that wait although a younger one has reached a host that they are for. Hosts refuse what is older than
 * what they have seen, so these can never be carried out.
 */
export async function listOvertaken(
  knex: Knex,
  which: { id?: number } = {},
): Promise<Overtaken[]> {
  const query = knex('releases as older')
    .join('releases as younger', joined =>
      joined
        .on('younger.component', 'older.component')
        .andOn('younger.environment', 'older.environment')
        .andOn('younger.id', '>', 'older.id'),
    )
    .whereIn('older.state', ['awaiting_approval', 'queued'])
    .whereNotNull('younger.started_at')
    .whereExists(hosts =>
      hosts
        .from('release_hosts as wanted')
        .join('release_hosts as reached', 'reached.ref', 'wanted.ref')
        .whereRaw('wanted.release_id = older.id')
        .whereRaw('reached.release_id = younger.id')
        // Also where it was only made ready: the host refuses what is older from then on.
        .whereNotNull('reached.changed_at'),
    )
    .groupBy('older.id')
    .orderBy('older.id')
    .limit(100)
    .select('older.id', knex.raw('max(younger.id) AS by'));
  return which.id === undefined ? query : query.where('older.id', which.id);
}

/** Why a release cannot go on, and what to do instead. */
export function sayOvertaken(by: number): string {
  return `#${by} was asked for later and has reached the hosts since: ask for this release again if it should still go there`;
}
