import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { repositoriesPermissions } from '@stagedoor/plugin-repositories-common';
import { repositoriesServiceRef } from '@stagedoor/plugin-repositories-node';
import express from 'express';
import { readRepositoriesBackendConfig } from './config';
import { registerActions } from './registerActions';
import { createGitRouter } from './router/createGitRouter';
import { createRouter } from './router/createRouter';
import { seedRepositories } from './seed/seedRepositories';
import { AuthorizedRepositoryReader } from './service/AuthorizedRepositoryReader';
import { DefaultRepositoryReader } from './service/DefaultRepositoryReader';
import { RepositoryAccess } from './service/RepositoryAccess';
import { scheduleMirrors } from './tasks/scheduleMirrors';

/**
 * Git repositories over REST, over git's own protocol, and as actions.
 *
 * @public
 */
export const repositoriesPlugin = createBackendPlugin({
  pluginId: 'repositories',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        repositories: repositoriesServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { httpAuth, httpRouter, logger, repositories } = deps;
        const config = readRepositoriesBackendConfig(deps.config);
        deps.permissionsRegistry.addPermissions(repositoriesPermissions);

        const access = new RepositoryAccess(deps);
        const reader = new AuthorizedRepositoryReader(
          access,
          new DefaultRepositoryReader(repositories),
        );
        registerActions({ actionsRegistry: deps.actionsRegistry, reader });

        const git = express
          .Router()
          .use('/git', createGitRouter({ ...deps, access, ...config }));
        // The git router asks for credentials itself, in the way that git clients understand.
        httpRouter.addAuthPolicy({ path: '/git', allow: 'unauthenticated' });
        httpRouter.use(git);
        httpRouter.use(createRouter({ httpAuth, reader }));

        await scheduleMirrors({
          logger,
          repositories,
          scheduler: deps.scheduler,
        });
        deps.lifecycle.addStartupHook(() =>
          seedRepositories({
            folders: config.seed,
            author: config.author,
            repositories,
            logger,
          }),
        );
      },
    });
  },
});
