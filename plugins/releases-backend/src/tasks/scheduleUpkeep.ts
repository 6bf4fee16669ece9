import { SchedulerService } from '@backstage/backend-plugin-api';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { ReleaseAnnouncer } from '../announcements/ReleaseAnnouncer';
import { PackageShelf } from '../store/PackageShelf';
import { ReleaseWriter } from '../store/ReleaseWriter';

/** How long a repetition of a command is known to be one. */
const rememberCommandsDays = 7;

/** Ends releases that wait for nothing any more, and lets go of what nobody needs. One replica at a time does it. */
export async function scheduleUpkeep(options: {
  announcer: ReleaseAnnouncer;
  engines: ReadonlyMap<string, ReleaseEngine>;
  keepPackages: number;
  knex: Knex;
  scheduler: SchedulerService;
  writer: ReleaseWriter;
}): Promise<void> {
  const { announcer, engines, knex, scheduler, writer } = options;
  const shelf = new PackageShelf(knex);
  await scheduler.scheduleTask({
    id: 'expire-releases',
    scope: 'global',
    frequency: { seconds: 15 },
    timeout: { minutes: 1 },
    fn: async () => {
      const ended = [
        ...(await writer.expireDue()),
        ...(await writer.endOvertaken()),
      ];
      for (const id of ended) {
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
      await writer.forgetCommands(rememberCommandsDays);
    },
  });
  await scheduler.scheduleTask({
    id: 'remove-release-packages',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 30 },
    fn: async () => {
      await shelf.giveUp(options.keepPackages);
      const digests = await shelf.listRemovable();
      for (const engine of engines.values()) {
        await engine.removePackages(digests);
      }
    },
  });
}
