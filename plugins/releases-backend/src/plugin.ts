import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  releaseReadPermission,
  releasesPermissions,
} from '@stagedoor/plugin-releases-common';
import {
  releaseEnginesExtensionPoint,
  releaseFaultPointsServiceRef,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import { registerActions } from './actions/registerActions';
import { readReleasesConfig } from './config';
import { releaseResourceRef, releaseRules } from './permissions/releaseRules';
import { ReleaseEngines } from './ReleaseEngines';
import { auditLogDownloads } from './router/auditLogDownloads';
import { createRouter } from './router/createRouter';
import { buildReleaseService } from './service/buildReleaseService';
import { startWorkers } from './startWorkers';
import { openReleasesDatabase } from './store/migrateReleases';
import { ReleaseReader } from './store/ReleaseReader';
import { scheduleUpkeep } from './tasks/scheduleUpkeep';
import { VersionReader } from './versions/VersionReader';

/**
 * Releases: asked for, approved, carried out, watched and rolled back.
 *
 * @public
 */
export const releasesPlugin = createBackendPlugin({
  pluginId: 'releases',
  register(env) {
    const engines = new ReleaseEngines();
    env.registerExtensionPoint(releaseEnginesExtensionPoint, engines);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        faultPoints: releaseFaultPointsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        sources: releaseSourcesServiceRef,
      },
      async init(deps) {
        const { httpAuth, httpRouter, permissionsRegistry, scheduler } = deps;
        const config = readReleasesConfig(deps.config);
        const knex = await openReleasesDatabase(deps.database);
        const reader = new ReleaseReader(knex);
        permissionsRegistry.addPermissions(
          releasesPermissions.filter(
            permission => permission !== releaseReadPermission,
          ),
        );
        permissionsRegistry.addResourceType({
          resourceRef: releaseResourceRef,
          permissions: [releaseReadPermission],
          rules: releaseRules,
          getResources: ids =>
            Promise.all(ids.map(id => reader.findByText(id))),
        });
        const parts = { config, engines: engines.byId, knex, reader };
        const built = buildReleaseService(deps, {
          ...parts,
          versions: new VersionReader({ sources: deps.sources }),
        });
        httpRouter.use(createRouter({ httpAuth, ...built }));
        httpRouter.use(auditLogDownloads({ ...deps, ...built }));
        httpRouter.use(startWorkers({ ...deps, ...parts, ...built }));
        registerActions({ actionsRegistry: deps.actionsRegistry, ...built });
        await scheduleUpkeep({
          ...parts,
          ...built,
          scheduler,
          keepPackages: config.packages.keep,
        });
      },
    });
  },
});
