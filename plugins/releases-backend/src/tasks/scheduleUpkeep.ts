import { SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { ReleaseAnnouncer } from '../announcements/ReleaseAnnouncer';
import { forgetCommands } from '../store/commands';
import { ReleaseWriter } from '../store/ReleaseWriter';

/** How long a repetition of a command is known to be one. */
const rememberCommandsDays = 7;

/** Ends requests that nobody approved in time, and forgets what nobody will repeat. One replica at a time does it. */
export async function scheduleUpkeep(options: {
  announcer: ReleaseAnnouncer;
  knex: Knex;
  scheduler: SchedulerService;
  writer: ReleaseWriter;
}): Promise<void> {
  const { announcer, knex, scheduler, writer } = options;
  await scheduler.scheduleTask({
    id: 'expire-releases',
    scope: 'global',
    frequency: { seconds: 15 },
    timeout: { minutes: 1 },
    fn: async () => {
      for (const id of await writer.expireDue()) {
        await announcer.announceChange(id);
      }
    },
  });
  await scheduler.scheduleTask({
    id: 'forget-release-commands',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await forgetCommands(knex, rememberCommandsDays);
    },
  });
}
