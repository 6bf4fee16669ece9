import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { createContractRouter, RouteContext } from '@stagedoor/http-router';
import {
  createRolesOpenApi,
  rolesRoutes,
} from '@stagedoor/plugin-roles-common';
import express from 'express';
import { describeMyRoles } from '../explanations/describeMyRoles';
import { describeRoleTable } from '../explanations/describeRoleTable';
import { PermissionExplainer } from '../explanations/PermissionExplainer';
import { GroupPaths } from '../membership/GroupPaths';
import { RoleHoldings } from '../membership/RoleHoldings';
import { PermissionTable } from '../table/PermissionTable';
import { requireUser } from './requireUser';

/** Routes beside those of the permission plugin itself: what people may ask about their own permissions. */
export function createRouter(options: {
  auth: AuthService;
  httpAuth: HttpAuthService;
  explainer: PermissionExplainer;
  holdings: RoleHoldings;
  groupPaths: GroupPaths;
  table: PermissionTable;
}): express.Router {
  const { auth, httpAuth, explainer, holdings, groupPaths, table } = options;
  const who = ({ credentials }: RouteContext) => requireUser(auth, credentials);

  return createContractRouter({
    routes: rolesRoutes,
    httpAuth,
    createOpenApi: createRolesOpenApi,
    // Room for the longest allowed questions, and no more.
    bodyLimit: '64kb',
    handlers: {
      explain: async ({ body }, context) => ({
        items: await explainer.explain(body.items, who(context)),
      }),
      getMyRoles: async (_, context) =>
        describeMyRoles(await holdings.resolve(who(context)), groupPaths),
      getRoleTable: async (_, context) => {
        who(context);
        return describeRoleTable(table);
      },
    },
  });
}
