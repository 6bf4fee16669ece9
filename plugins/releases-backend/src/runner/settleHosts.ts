import { HostState } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { recordLiveHost } from './recordLiveHost';

/**
 * Says of hosts that a release has left in the middle of something what is known of them now that it has ended. Nobody
 * goes on with them, and what nobody knows must not look as if somebody did.
 */
export async function settleHosts(
  trx: Knex.Transaction,
  release: { id: number; component: string; environment: string },
): Promise<void> {
  const { id, component, environment } = release;
  const settle = async (from: HostState[], state: HostState, text: string) =>
    trx('release_hosts')
      .where({ release_id: id })
      .whereIn('state', from)
      .update({
        state,
        message: trx.raw("concat_ws(' ', message, ?::text)", [text]),
        changed_at: trx.fn.now(),
      })
      .returning(['ref', 'name']);
  await settle(
    ['preparing'],
    'untouched',
    'It was being made ready, and was not switched.',
  );
  await settle(
    ['prepared'],
    'untouched',
    'It was made ready and not switched.',
  );
  await settle(
    ['verifying'],
    'failed',
    'It runs the new version, which was not verified.',
  );
  const lost = await settle(
    ['switching', 'rolling_back'],
    'unknown',
    'The release ended in the middle: look on the host what it runs.',
  );
  for (const { ref, name } of lost) {
    const change = { state: 'unknown' as const };
    await recordLiveHost(trx, { component, environment, ref, name, change });
  }
}
