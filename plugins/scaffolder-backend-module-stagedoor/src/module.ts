import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { repositoriesServiceRef } from '@stagedoor/plugin-repositories-node';
import Router from 'express-promise-router';
import { awaitEntityAction } from './actions/awaitEntity';
import { createRepositoryAction } from './actions/createRepository';
import { readServiceCreationConfig } from './config';
import { createHostOpener } from './hosts/openHost';
import { ServiceNames } from './naming/ServiceNames';
import { DryRuns } from './preview/DryRuns';
import { TemplatePreviews } from './preview/TemplatePreviews';
import { createRouter } from './router/createRouter';
import { registerOperations } from './router/registerOperations';

/**
 * Adds to the scaffolder what it takes to create a service: the actions that make its repository and wait for its catalog
 * entity, and the routes behind the form.
 *
 * @public
 */
export const scaffolderModuleStagedoor = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'stagedoor',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        reader: coreServices.urlReader,
        repositories: repositoriesServiceRef,
        rootConfig: coreServices.rootConfig,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { actions, auditor, auth, catalog, repositories } = deps;
        const config = readServiceCreationConfig(deps.rootConfig);
        const { appBaseUrl } = config;
        const integrations = ScmIntegrations.fromConfig(deps.rootConfig);
        const names = new ServiceNames({ auth, catalog, repositories });
        const previews = new TemplatePreviews({
          catalog,
          integrations,
          dryRuns: new DryRuns({ auth, discovery: deps.discovery }),
          names,
          permissions: deps.permissions,
          reader: deps.reader,
          userInfo: deps.userInfo,
        });

        actions.addActions(
          createRepositoryAction({
            auth: deps.auth,
            auditor,
            userInfo: deps.userInfo,
            names,
            openHost: createHostOpener({
              repositories,
              integrations,
              appBaseUrl,
            }),
            defaultAuthor: config.defaultAuthor,
            commitMessage: config.commitMessage,
          }),
          awaitEntityAction({ catalog, appBaseUrl }),
        );

        const router = Router();
        router.use(
          '/stagedoor',
          createRouter({
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            integrations,
            names,
            previews,
          }),
        );
        deps.httpRouter.use(router);
        registerOperations({
          actionsRegistry: deps.actionsRegistry,
          permissions: deps.permissions,
          integrations,
          names,
          previews,
        });
      },
    });
  },
});
