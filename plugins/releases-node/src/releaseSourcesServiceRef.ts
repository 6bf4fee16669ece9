import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { repositoriesServiceRef } from '@stagedoor/plugin-repositories-node';
import { DefaultReleaseSources } from './DefaultReleaseSources';
import { ReleaseSources } from './ReleaseSources';
import { readSourcesConfig } from './sourcesConfig';

/**
 * Gives the releases plugin and its engines the git repositories that releases are built from.
 *
 * @public
 */
export const releaseSourcesServiceRef = createServiceRef<ReleaseSources>({
  id: 'stagedoor.releases.sources',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        repositories: repositoriesServiceRef,
      },
      factory({ config, logger, repositories }) {
        return new DefaultReleaseSources({
          config: readSourcesConfig(config),
          repositories,
          logger,
        });
      },
    }),
});
