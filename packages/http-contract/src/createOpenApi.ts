import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { HttpRoute } from './route';

/**
 * Describes routes as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1.html).
 *
 * @public
 */
export function createOpenApi(options: {
  title: string;
  description: string;
  pluginId: string;
  routes: Readonly<Record<string, HttpRoute>>;
}): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [operationId, route] of Object.entries(options.routes)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: { operationId, ...describeRoute(route) },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: options.title,
      version: '1.0.0',
      description: options.description,
    },
    servers: [{ url: `/api/${options.pluginId}` }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ bearer: [] }],
    paths,
  };
}

function describeRoute(route: HttpRoute): JsonObject {
  return {
    summary: route.summary,
    parameters: [
      ...describeParameters(route.params, 'path'),
      ...describeParameters(route.query, 'query'),
    ],
    ...(route.body && {
      requestBody: { required: true, content: jsonOf(route.body) },
    }),
    responses: {
      [route.status ?? 200]: {
        description: 'Done',
        content: route.responseType
          ? { [route.responseType]: { schema: { type: 'string' } } }
          : jsonOf(route.response),
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
  const required = new Set(toJsonSchema(schema).required as string[]);
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...rest } = toJsonSchema(field as z.ZodType);
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(description && { description }),
      schema: rest,
    };
  });
}

function jsonOf(schema: z.ZodType): JsonObject {
  return { 'application/json': { schema: toJsonSchema(schema) } };
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return JSON.parse(JSON.stringify(rest));
}
