import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  repositoriesChangedSchema,
  repositoriesChangedTopic,
} from '@stagedoor/plugin-repositories-common';
import { repositoriesServiceRef } from '@stagedoor/plugin-repositories-node';
import { EnvironmentsEntityProvider } from './EnvironmentsEntityProvider';
import { HostProcessor } from './HostProcessor';
import { ReleasePipelineProcessor } from './ReleasePipelineProcessor';
import { RepositoriesEntityProvider } from './RepositoriesEntityProvider';
import { RepositoryEntityProcessor } from './RepositoryEntityProcessor';

const defaultSchedule = {
  frequency: { minutes: 1 },
  timeout: { minutes: 10 },
};

/**
 * Brings what the repositories of this installation describe into the catalog, shows the environments of the
 * configuration, and knows hosts and release pipelines.
 *
 * @public
 */
export const catalogModuleStagedoor = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'stagedoor',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        repositories: repositoriesServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({
        catalog,
        config,
        events,
        lifecycle,
        logger,
        repositories,
        scheduler,
      }) {
        const key = 'catalog.providers.repositories.schedule';
        const schedule = config.has(key)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(key),
            )
          : defaultSchedule;
        const providers = (['stored', 'mirror'] as const).map(
          kind =>
            new RepositoriesEntityProvider({ kind, repositories, logger }),
        );
        const scan = async () => {
          await Promise.all(providers.map(provider => provider.scan()));
        };
        catalog.addEntityProvider(
          ...providers,
          EnvironmentsEntityProvider.fromConfig(config),
        );
        catalog.addProcessor(
          new RepositoryEntityProcessor({
            appBaseUrl: config.getString('app.baseUrl'),
            peopleFrom:
              config.getOptionalStringArray(
                'catalog.providers.repositories.peopleFrom',
              ) ?? [],
          }),
          new HostProcessor(),
          new ReleasePipelineProcessor(),
        );

        await events.subscribe({
          id: 'repositories',
          topics: [repositoriesChangedTopic],
          onEvent: async ({ eventPayload }) => {
            const changed = repositoriesChangedSchema.parse(eventPayload);
            await Promise.all(
              providers.map(provider => provider.refresh(changed)),
            );
          },
        });
        await scheduler.scheduleTask({
          id: 'scan-repositories',
          ...schedule,
          fn: scan,
        });
        // The schedule is shared among replicas; each of them also has to know for itself what was found last.
        lifecycle.addStartupHook(async () => {
          scan().catch(error => {
            logger.warn(
              'Could not look at the repositories; the next scan tries again',
              toError(error),
            );
          });
        });
      },
    });
  },
});
