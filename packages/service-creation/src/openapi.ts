import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { serviceCreationRoutes } from './routes';

/**
 * Describes the routes as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createServiceCreationOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Create a service',
    description: 'What is asked before a template runs. Changes nothing.',
    pluginId: 'scaffolder/stagedoor',
    routes: serviceCreationRoutes,
  });
}
