import { z } from 'zod';
import { destinationOptionsSchema } from './destination';
import { previewRequestSchema, previewSchema } from './preview';
import { nameAvailabilitySchema } from './serviceName';

type JsonSchema = Record<string, unknown>;

function toJsonContent(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema);
  return { 'application/json': { schema: jsonSchema } };
}

function describeError(description: string): JsonSchema {
  return {
    description,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
    },
  };
}

const refusals = {
  401: describeError('No valid token.'),
  403: describeError('You may not run templates.'),
};

/**
 * OpenAPI 3.1 description of the HTTP API, made from the schemas that check its requests.
 *
 * @public
 */
export function createOpenApiDocument(): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Create a service',
      version: '1',
      description: 'What is asked before a template runs. Changes nothing.',
    },
    servers: [{ url: '/api/scaffolder/stagedoor' }],
    security: [{ backstageToken: [] }],
    paths: {
      '/names/{name}': {
        get: {
          operationId: 'checkServiceName',
          summary: 'May a new service have this name?',
          parameters: [
            {
              name: 'name',
              in: 'path',
              required: true,
              schema: { type: 'string' },
            },
          ],
          responses: {
            200: {
              description: 'Free, taken or invalid.',
              content: toJsonContent(nameAvailabilitySchema),
            },
            ...refusals,
          },
        },
      },
      '/destinations': {
        get: {
          operationId: 'listDestinations',
          summary: 'Where a repository can be made, and where not and why',
          responses: {
            200: {
              description: 'The destinations.',
              content: toJsonContent(destinationOptionsSchema),
            },
            ...refusals,
          },
        },
      },
      '/preview': {
        post: {
          operationId: 'previewTemplate',
          summary: 'What a run of a template would make',
          requestBody: {
            required: true,
            content: toJsonContent(previewRequestSchema),
          },
          responses: {
            200: {
              description: 'Files and catalog entities.',
              content: toJsonContent(previewSchema),
            },
            400: describeError(
              'The values do not fit the template, or a step refused them.',
            ),
            404: describeError('No such template that you may see.'),
            ...refusals,
          },
        },
      },
    },
    components: {
      securitySchemes: { backstageToken: { type: 'http', scheme: 'bearer' } },
      schemas: {
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
