import { HttpRoute } from '@stagedoor/http-contract';
import {
  entityLinksQuerySchema,
  entityLinksSchema,
  entityPathSchema,
} from './entityLinks';

/**
 * The REST interface, once: the router, the client and the OpenAPI document are made from it.
 *
 * @public
 */
export const observabilityRoutes = {
  getEntityLinks: {
    method: 'get',
    path: '/entities/{kind}/{namespace}/{name}/links',
    summary: 'Read the links of an entity, by group',
    params: entityPathSchema,
    query: entityLinksQuerySchema,
    response: entityLinksSchema,
  },
} as const satisfies Record<string, HttpRoute>;
