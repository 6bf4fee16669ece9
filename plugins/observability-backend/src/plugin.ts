import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { observabilityPermissions } from '@stagedoor/plugin-observability-common';
import { readObservabilityConfig } from './config/readObservabilityConfig';
import { registerActions } from './registerActions';
import { createRouter } from './router';
import { AuthorizedEntityLinksService } from './service/AuthorizedEntityLinksService';
import { CatalogEntityLinksService } from './service/CatalogEntityLinksService';

/**
 * Links from every entity to where it is monitored, built, discussed and kept.
 *
 * @public
 */
export const observabilityPlugin = createBackendPlugin({
  pluginId: 'observability',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        actionsRegistry,
        catalog,
        config,
        httpAuth,
        httpRouter,
        permissions,
        permissionsRegistry,
      }) {
        permissionsRegistry.addPermissions(observabilityPermissions);
        const links = new AuthorizedEntityLinksService(
          new CatalogEntityLinksService({
            catalog,
            config: readObservabilityConfig(config),
          }),
          permissions,
        );
        registerActions({ actionsRegistry, links });
        httpRouter.use(createRouter({ httpAuth, links }));
      },
    });
  },
});
