import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  createOpenApiDocument,
  destinationOptionsSchema,
  nameAvailabilitySchema,
  previewRequestSchema,
  previewSchema,
} from '@stagedoor/service-creation';
import express, { Request } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
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

const longestBody = '256kb';

/**
 * Routes that the form which creates a service asks. They live under `/stagedoor`, beside the scaffolder's own, and take
 * the permission to run templates: without it there is nothing to fill in a form for.
 */
export function createRouter(options: RouterOptions): express.Router {
  const { httpAuth, permissions, integrations, names, previews } = options;
  const router = Router();

  async function authorize(request: Request): Promise<BackstageCredentials> {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    await assertMayRunTemplates(credentials, permissions);
    return credentials;
  }

  router.get('/openapi.json', async (_request, response) => {
    response.json(createOpenApiDocument());
  });

  router.get('/names/:name', async (request, response) => {
    const credentials = await authorize(request);
    const answer = await names.check(request.params.name, credentials);
    response.json(nameAvailabilitySchema.parse(answer));
  });

  router.get('/destinations', async (request, response) => {
    await authorize(request);
    const items = listDestinations(integrations);
    response.json(destinationOptionsSchema.parse({ items }));
  });

  router.post(
    '/preview',
    express.json({ limit: longestBody }),
    async (request, response) => {
      const credentials = await authorize(request);
      const body = parseBody(previewRequestSchema, request.body);
      const preview = await previews.create(body, credentials);
      response.json(previewSchema.parse(preview));
    },
  );

  return router;
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(`${issue.path.join('.') || 'body'}: ${issue.message}`);
  }
  return parsed.data;
}
