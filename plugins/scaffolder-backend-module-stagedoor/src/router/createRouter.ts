import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { createContractRouter } from '@stagedoor/http-router';
import {
  createServiceCreationOpenApi,
  serviceCreationRoutes,
} from '@stagedoor/service-creation';
import express from 'express';
import { listDestinations } from '../hosts/listDestinations';
import { ServiceNames } from '../naming/ServiceNames';
import { TemplatePreviews } from '../preview/TemplatePreviews';
import { assertMayRunTemplates } from './assertMayRunTemplates';

export interface RouterOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  integrations: ScmIntegrationRegistry;
  names: ServiceNames;
  previews: TemplatePreviews;
}

/**
 * Routes that the form which creates a service asks. They live under `/stagedoor`, beside the scaffolder's own, and take
 * the permission to run templates: without it there is nothing to fill in a form for.
 */
export function createRouter(options: RouterOptions): express.Router {
  const { httpAuth, permissions, integrations, names, previews } = options;
  return createContractRouter({
    routes: serviceCreationRoutes,
    httpAuth,
    createOpenApi: createServiceCreationOpenApi,
    handlers: {
      checkName: async ({ params }, { credentials }) => {
        await assertMayRunTemplates(credentials, permissions);
        return names.check(params.name, credentials);
      },
      listDestinations: async (_, { credentials }) => {
        await assertMayRunTemplates(credentials, permissions);
        return { items: listDestinations(integrations) };
      },
      preview: async ({ body }, { credentials }) => {
        await assertMayRunTemplates(credentials, permissions);
        return previews.create(body, credentials);
      },
    },
  });
}
