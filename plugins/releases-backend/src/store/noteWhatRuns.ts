import { Knex } from 'knex';

/** Writes down what runs on the hosts that a release has not touched, as far as it is known. May be repeated. */
export async function noteWhatRuns(trx: Knex, release: number): Promise<void> {
  await trx.raw(
    `UPDATE release_hosts AS host
     SET runs = jsonb_build_object(
       'release', coalesce(live.release_id, 0),
       'version', jsonb_strip_nulls(jsonb_build_object('commit', live.commit, 'label', live.label))
     )
     FROM releases AS release JOIN live_hosts AS live USING (component, environment)
     WHERE release.id = ? AND host.release_id = release.id AND host.ref = live.host_ref
       AND host.state = 'untouched' AND live.commit IS NOT NULL AND live.certain`,
    [release],
  );
}
