import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { bastionRoutes } from './bastionRoutes';
import { accessRoutes } from './routes';

/**
 * Describes the REST interface as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createAccessOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Access',
    description:
      'Ask for access to hosts, review requests, get certificates, watch and replay sessions.',
    pluginId: 'access',
    routes: { ...accessRoutes, ...bastionRoutes },
  });
}
