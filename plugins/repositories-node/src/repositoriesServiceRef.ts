import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { readRepositoriesConfig } from './config';
import { DefaultRepositoriesService } from './DefaultRepositoriesService';
import { MirrorFolders } from './MirrorFolders';
import { RepositoriesService } from './RepositoriesService';
import { RepositoryFolders } from './RepositoryFolders';

/**
 * Gives any plugin the git repositories of this installation.
 *
 * @public
 */
export const repositoriesServiceRef = createServiceRef<RepositoriesService>({
  id: 'stagedoor.repositories',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
      },
      async createRootContext({ config: rootConfig }) {
        const config = readRepositoriesConfig(rootConfig);
        return {
          config,
          stored: await RepositoryFolders.create(
            join(config.dataDirectory, 'repositories'),
          ),
          mirrors: await MirrorFolders.create(
            join(config.dataDirectory, 'mirrors'),
            config.mirrors,
          ),
        };
      },
      factory({ events, logger }, shared) {
        return new DefaultRepositoriesService({ events, logger, ...shared });
      },
    }),
});
