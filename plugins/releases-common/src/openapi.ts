import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { releasesRoutes } from './routes';

/**
 * Describes the REST interface as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createReleasesOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Releases',
    description:
      'Ask for releases, approve them, watch them, roll them back, and see what runs where.',
    pluginId: 'releases',
    routes: releasesRoutes,
  });
}
