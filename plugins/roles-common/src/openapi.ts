import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { rolesRoutes } from './routes';

/**
 * Describes the routes as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createRolesOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Roles',
    description: 'Who may do what, and why.',
    pluginId: 'permission',
    routes: rolesRoutes,
  });
}
