import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createOpenApiDocument,
  entityLinksQuerySchema,
  entityPathSchema,
} from '@stagedoor/plugin-observability-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { EntityLinksService } from './service/EntityLinksService';

function parseRequestPart<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(({ path, message }) => [path.join('.'), message])
        .map(parts => parts.filter(Boolean).join(': '))
        .join('; '),
    );
  }
  return result.data;
}

/** The HTTP API of the plugin. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  links: EntityLinksService;
}): express.Router {
  const { httpAuth, links } = options;
  const openApiDocument = createOpenApiDocument();
  const router = Router();

  router.get('/openapi.json', async (_request, response) => {
    response.json(openApiDocument);
  });

  router.get(
    '/entities/:kind/:namespace/:name/links',
    async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const entityRef = parseRequestPart(entityPathSchema, request.params);
      const query = parseRequestPart(entityLinksQuerySchema, request.query);
      response.json(
        await links.getEntityLinks({ entityRef, query }, { credentials }),
      );
    },
  );

  return router;
}
