import { SchedulerService } from '@backstage/backend-plugin-api';
import { CommandLog } from '@stagedoor/commands';
import { ProviderReconciler } from '../providers/ProviderReconciler';
import { AccessClock } from './AccessClock';
import { HolderSweeper } from './HolderSweeper';
import { OwnerRefresher } from './OwnerRefresher';
import { RuleRefresher } from './RuleRefresher';

/** How long a repetition of a command is known to be one. */
const rememberCommandsDays = 7;

/** Has done what nobody asks for. */
export async function scheduleUpkeep(options: {
  clock: AccessClock;
  commands: CommandLog<string>;
  ownerRefresher: OwnerRefresher;
  reconciler: ProviderReconciler;
  refresher: RuleRefresher;
  scheduler: SchedulerService;
  sweeper: HolderSweeper;
}): Promise<void> {
  const { clock, commands, ownerRefresher, reconciler } = options;
  const { refresher, scheduler, sweeper } = options;
  // Every replica looks at these: row locks see to it that each thing happens once, and nothing waits for another replica.
  await scheduler.scheduleTask({
    id: 'run-access-clock',
    scope: 'local',
    frequency: { seconds: 2 },
    timeout: { minutes: 1 },
    fn: () => clock.tick(),
  });
  await scheduler.scheduleTask({
    id: 'tell-access-providers',
    scope: 'local',
    frequency: { seconds: 5 },
    timeout: { minutes: 2 },
    fn: () => reconciler.run(),
  });
  await scheduler.scheduleTask({
    id: 'check-access-holders',
    scope: 'global',
    frequency: { seconds: 30 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => sweeper.sweep(),
  });
  await scheduler.scheduleTask({
    id: 'refresh-access-rules',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => refresher.refresh(),
  });
  await scheduler.scheduleTask({
    id: 'refresh-access-owners',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => ownerRefresher.refresh(),
  });
  await scheduler.scheduleTask({
    id: 'forget-access-commands',
    scope: 'global',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await commands.forget(rememberCommandsDays);
    },
  });
}
