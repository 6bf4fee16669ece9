import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { repositoriesRoutes } from './routes';

/**
 * Describes the REST interface as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createRepositoriesOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Repositories',
    description:
      'Git repositories of the built-in store, and mirrors of others.',
    pluginId: 'repositories',
    routes: repositoriesRoutes,
  });
}
