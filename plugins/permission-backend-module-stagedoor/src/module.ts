import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { rolesExtensionPoint } from '@stagedoor/plugin-roles-node';
import { registerActions } from './actions/registerActions';
import { readRoleAssignments } from './config/readRoleAssignments';
import { DecisionReader } from './explanations/DecisionReader';
import { PermissionExplainer } from './explanations/PermissionExplainer';
import { localPolicyServiceRef } from './local/localPolicyServiceRef';
import { GroupPaths } from './membership/GroupPaths';
import { RoleHoldings } from './membership/RoleHoldings';
import { RolePolicy } from './policy/RolePolicy';
import { createRouter } from './router/createRouter';
import { PermissionTable } from './table/PermissionTable';
import { stockPermissions } from './table/stockPermissions';

/**
 * Decides every permission by role, explains the decisions, and takes the permissions of other plugins into its table.
 *
 * @public
 */
export const permissionModuleStagedoor = createBackendModule({
  pluginId: 'permission',
  moduleId: 'stagedoor',
  register(env) {
    const table = new PermissionTable();
    table.addPermissions(stockPermissions);
    env.registerExtensionPoint(rolesExtensionPoint, table);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        localPolicy: localPolicyServiceRef,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        policy: policyExtensionPoint,
      },
      async init({ policy, lifecycle, localPolicy, httpRouter, ...deps }) {
        const { actionsRegistry, auth, catalog, config, httpAuth } = deps;
        const { logger, permissions } = deps;

        const assignments = readRoleAssignments(config);
        const groupPaths = new GroupPaths({ catalog, auth });
        const holdings = new RoleHoldings({
          assignments,
          groupPaths,
        });
        const rolePolicy = new RolePolicy({ table, holdings, auth, logger });
        policy.setPolicy(rolePolicy);
        // Not before all modules have added their permissions to the table.
        lifecycle.addStartupHook(() => {
          localPolicy.decider = rolePolicy;
        });

        const explainer = new PermissionExplainer({
          table,
          holdings,
          assignments,
          catalog,
          decisions: new DecisionReader({ permissions, logger }),
        });
        const parts = { explainer, holdings, groupPaths };
        httpRouter.use(createRouter({ auth, httpAuth, table, ...parts }));
        registerActions({ actionsRegistry, auth, ...parts });
      },
    });
  },
});
