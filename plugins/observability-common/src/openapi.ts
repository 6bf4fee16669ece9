import { JsonObject } from '@backstage/types';
import { createOpenApi } from '@stagedoor/http-contract';
import { observabilityRoutes } from './routes';

/**
 * Describes the REST interface as an OpenAPI 3.1 document.
 *
 * @public
 */
export function createObservabilityOpenApi(): JsonObject {
  return createOpenApi({
    title: 'Observability',
    description: 'Where a service is monitored, built, discussed and kept.',
    pluginId: 'observability',
    routes: observabilityRoutes,
  });
}
