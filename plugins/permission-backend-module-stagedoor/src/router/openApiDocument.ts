import {
  explanationsRequestSchema,
  explanationsResponseSchema,
  myRolesSchema,
  roleTableSchema,
} from '@stagedoor/plugin-roles-common';
import { z } from 'zod';

function describeJson(schema: z.ZodType) {
  return { 'application/json': { schema: z.toJSONSchema(schema) } };
}

function describeGet(summary: string, schema: z.ZodType) {
  return {
    get: {
      summary,
      responses: {
        200: { description: summary, content: describeJson(schema) },
      },
    },
  };
}

/** The routes of this module, generated from the schemas that they are validated with. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Stagedoor roles', version: '1.0.0' },
  servers: [{ url: '/api/permission' }],
  security: [{ backstageToken: [] }],
  components: {
    securitySchemes: { backstageToken: { type: 'http', scheme: 'bearer' } },
  },
  paths: {
    '/explanations': {
      post: {
        summary: 'Why may I, or may I not, do these things?',
        requestBody: {
          required: true,
          content: describeJson(explanationsRequestSchema),
        },
        responses: {
          200: {
            description: 'One explanation for each question, in order',
            content: describeJson(explanationsResponseSchema),
          },
          400: { description: 'The questions are malformed, or too many' },
          401: { description: 'Not signed in' },
        },
      },
    },
    '/my-roles': describeGet('My roles, and through what', myRolesSchema),
    '/role-table': describeGet(
      'Which role may use which permission',
      roleTableSchema,
    ),
  },
};
