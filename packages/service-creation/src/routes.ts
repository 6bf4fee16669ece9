import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import { destinationOptionsSchema } from './destination';
import { previewRequestSchema, previewSchema } from './preview';
import { nameAvailabilitySchema } from './serviceName';

const none = z.strictObject({});

/**
 * What is asked before a template runs, once: the router, the client and the OpenAPI document are made from it. Below
 * `/api/scaffolder/stagedoor`.
 *
 * @public
 */
export const serviceCreationRoutes = {
  checkName: {
    method: 'get',
    path: '/names/{name}',
    summary: 'May a new service have this name?',
    params: z.strictObject({ name: z.string() }),
    query: none,
    response: nameAvailabilitySchema,
  },
  listDestinations: {
    method: 'get',
    path: '/destinations',
    summary: 'Where a repository can be made, and where not and why',
    params: none,
    query: none,
    response: destinationOptionsSchema,
  },
  preview: {
    method: 'post',
    path: '/preview',
    summary: 'What a run of a template would make',
    params: none,
    query: none,
    body: previewRequestSchema,
    response: previewSchema,
  },
} as const satisfies Record<string, HttpRoute>;
