import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { markTorn } from './recordingState';

/** How long a bastion may be silent about a session. */
export const silentSeconds = 30;

/** Gives up sessions of which nothing was heard for a while: nobody knows how they ended. */
export async function sweepSessions(
  knex: Knex,
): Promise<{ id: string; grant: number }[]> {
  return knex('sessions')
    .where({ state: 'active' })
    .whereRaw('heard_at < now() - make_interval(secs => ?)', [silentSeconds])
    .update({
      state: 'lost',
      ended_at: knex.ref('heard_at'),
      ended_because: knex.raw('coalesce(ended_because, ?)', [
        'The bastion has said nothing more about it.',
      ]),
      ...markTorn(knex, 'The bastion stopped sending it.'),
    })
    .returning(['id', 'grant_id as grant']);
}

/** Does so every few seconds, on one replica. */
export async function scheduleSweeper(options: {
  knex: Knex;
  scheduler: SchedulerService;
  announce(session: { id: string; grant: number }): Promise<void>;
}): Promise<void> {
  const { announce, knex, scheduler } = options;
  await scheduler.scheduleTask({
    id: 'give-up-access-sessions',
    scope: 'global',
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
    fn: async () => {
      for (const session of await sweepSessions(knex)) {
        await announce(session);
      }
    },
  });
}
