import { HostChange } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';

/**
 * Keeps what runs where in step with what a release has recorded about a host. A release that is live but unknown here (the
 * database is younger than the host) is kept by its version alone.
 */
export async function recordLiveHost(
  trx: Knex.Transaction,
  host: {
    component: string;
    environment: string;
    ref: string;
    name: string;
    change: HostChange;
  },
): Promise<void> {
  const { runs, kept, state } = host.change;
  const contactLost = state === 'unknown';
  if (runs === undefined && kept === undefined && !contactLost) {
    return;
  }
  const place = [host.component, host.environment, host.ref];
  await trx.raw(
    `INSERT INTO live_hosts (component, environment, host_ref, host_name, certain)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT (component, environment, host_ref) DO UPDATE SET host_name = excluded.host_name`,
    [...place, host.name, !contactLost],
  );
  const row = () =>
    trx('live_hosts').where({
      component: host.component,
      environment: host.environment,
      host_ref: host.ref,
    });
  if (runs === null) {
    await row().update({
      release_id: null,
      commit: null,
      label: null,
      since: null,
      by_ref: null,
    });
  } else if (runs !== undefined) {
    const { release, version } = runs;
    await trx.raw(
      `UPDATE live_hosts SET
         release_id = known.id, commit = ?, label = ?, by_ref = known.requested_by,
         since = CASE WHEN live_hosts.release_id = known.id AND since IS NOT NULL THEN since ELSE now() END
       FROM (SELECT 1) AS one LEFT JOIN releases AS known ON known.id = ?
       WHERE live_hosts.component = ? AND live_hosts.environment = ? AND live_hosts.host_ref = ?`,
      [version.commit, version.label ?? null, release, ...place],
    );
  }
  if (runs !== undefined || contactLost) {
    await row().update({ certain: !contactLost });
  }
  if (kept !== undefined) {
    await row().update({ kept });
  }
}
