import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { explanationsRequestSchema } from '@stagedoor/plugin-roles-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { describeMyRoles } from '../explanations/describeMyRoles';
import { describeRoleTable } from '../explanations/describeRoleTable';
import { PermissionExplainer } from '../explanations/PermissionExplainer';
import { CatalogMemberships } from '../membership/CatalogMemberships';
import { RoleHoldings } from '../membership/RoleHoldings';
import { PermissionTable } from '../table/PermissionTable';
import { openApiDocument } from './openApiDocument';

/** Room for the longest allowed questions, and no more. */
const MAX_BODY = '64kb';

/** Routes beside those of the permission plugin itself: what people may ask about their own permissions. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  explainer: PermissionExplainer;
  holdings: RoleHoldings;
  memberships: CatalogMemberships;
  table: PermissionTable;
}): Router {
  const { httpAuth, explainer, holdings, memberships, table } = options;
  const router = PromiseRouter();

  router.post(
    '/explanations',
    express.json({ limit: MAX_BODY }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const { items } = parseBody(explanationsRequestSchema, req.body);
      res.json({ items: await explainer.explain(items, credentials) });
    },
  );

  router.get('/my-roles', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const holding = await holdings.resolve(credentials);
    res.json(await describeMyRoles(holding, memberships));
  });

  router.get('/role-table', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user'] });
    res.json(describeRoleTable(table));
  });

  router.get('/openapi.json', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.json(openApiDocument);
  });

  return router;
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(({ path, message }) =>
          path.length > 0
            ? `${path.map(String).join('.')}: ${message}`
            : message,
        )
        .join('; '),
    );
  }
  return result.data;
}
