import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import {
  explanationsRequestSchema,
  explanationsResponseSchema,
} from './explanations';
import { myRolesSchema } from './myRoles';
import { roleTableSchema } from './roleTable';

const none = z.strictObject({});

/**
 * The routes that the role policy adds to the permission plugin, once: the router, the client and the OpenAPI document
 * are made from them.
 *
 * @public
 */
export const rolesRoutes = {
  explain: {
    method: 'post',
    path: '/explanations',
    summary: 'Why may I, or may I not, do these things?',
    params: none,
    query: none,
    body: explanationsRequestSchema,
    response: explanationsResponseSchema,
  },
  getMyRoles: {
    method: 'get',
    path: '/my-roles',
    summary: 'My roles, and through what',
    params: none,
    query: none,
    response: myRolesSchema,
  },
  getRoleTable: {
    method: 'get',
    path: '/role-table',
    summary: 'Which role may use which permission',
    params: none,
    query: none,
    response: roleTableSchema,
  },
} as const satisfies Record<string, HttpRoute>;
