import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { repositoriesRoutes, RepositoriesRoute } from './routes';

/**
 * Describes the REST interface as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createRepositoriesOpenApi(): JsonObject {
  const routes: RepositoriesRoute[] = Object.values(repositoriesRoutes);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Repositories',
      version: '1.0.0',
      description:
        'Git repositories of the built-in store, and mirrors of others.',
    },
    servers: [{ url: '/api/repositories' }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ bearer: [] }],
    paths: Object.fromEntries(
      routes.map(route => [route.path, { get: describeRoute(route) }]),
    ),
  };
}

function describeRoute(route: RepositoriesRoute): JsonObject {
  return {
    summary: route.summary,
    parameters: [
      ...describeParameters(route.params, 'path'),
      ...describeParameters(route.query, 'query'),
    ],
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': { schema: toJsonSchema(route.response) },
        },
      },
      default: {
        description: 'The error, with its name and message',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  };
}

function describeParameters(
  schema: z.ZodObject,
  place: 'path' | 'query',
): JsonObject[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: toJsonSchema(field as z.ZodType),
  }));
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return JSON.parse(JSON.stringify(rest));
}
