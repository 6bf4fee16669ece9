import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';

const timeout = { minutes: 10 };

/**
 * Renews every mirror at its own pace. Each replica does so for itself, because replicas need not share a disk.
 */
export async function scheduleMirrors(options: {
  logger: LoggerService;
  repositories: RepositoriesService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { logger, repositories, scheduler } = options;
  for (const { name, refreshMs } of repositories.listMirrors()) {
    await scheduler.scheduleTask({
      id: `refresh-mirror-${name}`,
      scope: 'local',
      frequency: { milliseconds: refreshMs },
      timeout,
      fn: async () => {
        try {
          await repositories.refreshMirror(name);
        } catch (error) {
          logger.warn(
            `Could not refresh the mirror '${name}'; its last copy stays`,
            toError(error),
          );
        }
      },
    });
  }
}
