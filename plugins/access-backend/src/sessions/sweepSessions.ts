import {
  AuditorService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { audited } from '@stagedoor/commands';
import { Knex } from 'knex';
import { describeEnd } from './describeEnd';
import { markTorn } from './recordingState';
import { SessionReader } from './SessionReader';

/** How long a bastion may be silent about a session. */
export const silentSeconds = 30;

/** Gives up sessions of which nothing was heard for a while: nobody knows how they ended. */
async function sweepSessions(
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

/** The same, and has it written down and shown. */
export async function giveUpSessions(options: {
  announce(session: { id: string; grant: number }): Promise<void>;
  auditor: AuditorService;
  knex: Knex;
  reader: SessionReader;
}): Promise<void> {
  const { announce, auditor, knex, reader } = options;
  for (const session of await sweepSessions(knex)) {
    await audited(
      auditor,
      {
        eventId: 'access-session-lost',
        asker: { ref: 'plugin:access' },
        meta: { session: session.id },
        describe: describeEnd,
      },
      () => reader.find(session.id),
    );
    await announce(session);
  }
}

/** Does so every few seconds, on one replica. */
export async function scheduleSweeper(
  scheduler: SchedulerService,
  giveUp: () => Promise<void>,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'give-up-access-sessions',
    scope: 'global',
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
    fn: giveUp,
  });
}
