import { z } from 'zod';
import {
  entityLinksQuerySchema,
  entityLinksSchema,
  entityPathSchema,
} from './entityLinks';

type JsonSchema = Record<string, unknown>;

function toParameters(
  location: 'path' | 'query',
  schema: z.ZodObject,
): JsonSchema[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...jsonSchema } = z.toJSONSchema(field as z.ZodType, {
      io: 'input',
    });
    delete jsonSchema.$schema;
    return {
      name,
      in: location,
      required: location === 'path',
      ...(description && { description }),
      schema: jsonSchema,
    };
  });
}

function describeError(description: string): JsonSchema {
  return {
    description,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
    },
  };
}

/**
 * OpenAPI 3.1 description of the HTTP API, made from the schemas that check its requests.
 *
 * @public
 */
export function createOpenApiDocument(): JsonSchema {
  const { $schema: _, ...entityLinks } = z.toJSONSchema(entityLinksSchema);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Observability',
      version: '1',
      description: 'Where a service is monitored, built, discussed and kept.',
    },
    servers: [{ url: '/api/observability' }],
    security: [{ backstageToken: [] }],
    paths: {
      '/entities/{kind}/{namespace}/{name}/links': {
        get: {
          operationId: 'getEntityLinks',
          summary: 'Links of an entity, by group',
          parameters: [
            ...toParameters('path', entityPathSchema),
            ...toParameters('query', entityLinksQuerySchema),
          ],
          responses: {
            200: {
              description: 'The links.',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/EntityLinks' },
                },
              },
            },
            400: describeError('The query is wrong; the message names what.'),
            401: describeError('No valid token.'),
            403: describeError('You may not read links.'),
            404: describeError('No such entity that you may see.'),
          },
        },
      },
    },
    components: {
      securitySchemes: { backstageToken: { type: 'http', scheme: 'bearer' } },
      schemas: {
        EntityLinks: entityLinks,
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['name', 'message'],
              properties: {
                name: { type: 'string' },
                message: { type: 'string' },
              },
            },
          },
        },
      },
    },
  };
}
