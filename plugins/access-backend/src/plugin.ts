import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  accessPermissions,
  RESOURCE_TYPE_ACCESS,
} from '@stagedoor/plugin-access-common';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { accessExtensionPoint } from '@stagedoor/plugin-access-node';
import { registerActions } from './actions/registerActions';
import { buildAccess } from './buildAccess';
import { readAccessConfig } from './config';
import { accessResourceRef, accessRules } from './permissions/accessRules';
import { findGuarded } from './permissions/guarded';
import { AccessProviders } from './providers/AccessProviders';
import { createRouter } from './router/createRouter';
import { buildSessions } from './sessions/buildSessions';
import { readSessionsConfig } from './sessions/readSessionsConfig';
import { openAccessDatabase } from './store/migrateAccess';
import { scheduleUpkeep } from './tasks/scheduleUpkeep';

/**
 * Access to hosts: asked for, reviewed by others, held for a time, used through a bastion, recorded, and over in time.
 *
 * @public
 */
export const accessPlugin = createBackendPlugin({
  pluginId: 'access',
  register(env) {
    const providers = new AccessProviders();
    env.registerExtensionPoint(accessExtensionPoint, providers);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { httpAuth, httpRouter, permissionsRegistry } = deps;
        const config = readAccessConfig(deps.config);
        const knex = await openAccessDatabase(deps.database);
        permissionsRegistry.addPermissions(
          accessPermissions.filter(
            permission => !isResourcePermission(permission),
          ),
        );
        permissionsRegistry.addResourceType({
          resourceRef: accessResourceRef,
          permissions: accessPermissions.filter(permission =>
            isResourcePermission(permission, RESOURCE_TYPE_ACCESS),
          ),
          rules: accessRules,
          getResources: refs =>
            Promise.all(refs.map(ref => findGuarded(knex, ref))),
        });
        const built = buildAccess(deps, { config, knex, providers });
        const sessions = buildSessions({
          ...readSessionsConfig(deps.config),
          access: built.access,
          announce: session => built.announcer.announceSession(session),
          auditor: deps.auditor,
          authority: providers.authority,
          grants: built.certificateDesk,
          httpAuth,
          knex,
          logger: deps.logger,
          names: built.names,
          recognize: (credentials, request) =>
            built.askers.recognize(credentials, { request }),
        });
        if (sessions.bastionRouter) {
          // Bastions are no users of the platform: they show tokens of their own, which that router checks.
          httpRouter.addAuthPolicy({
            path: '/bastion',
            allow: 'unauthenticated',
          });
          httpRouter.use(sessions.bastionRouter);
        }
        httpRouter.use(
          createRouter({ httpAuth, ...built, sessions: sessions.service }),
        );
        httpRouter.use(sessions.recordingRouter);
        registerActions({ actionsRegistry: deps.actionsRegistry, ...built });
        await scheduleUpkeep({ ...built, scheduler: deps.scheduler });
        await sessions.scheduleSweeper(deps.scheduler);
        deps.lifecycle.addStartupHook(async () => {
          await built.reconciler.adopt();
          built.reconciler.wake();
        });
      },
    });
  },
});
