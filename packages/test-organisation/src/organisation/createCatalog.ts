import {
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/**
 * A catalog in memory that lets nobody in whose token is not good for it. It reads its list anew each time, so that a test
 * can let somebody leave a group.
 */
export function createCatalog(entities: Entity[]) {
  return createServiceFactory({
    service: catalogServiceRef,
    deps: { auth: coreServices.auth },
    factory({ auth }) {
      const enter = async (options: object = {}) => {
        if (!('credentials' in options)) {
          throw new Error('Nobody asks');
        }
        await auth.getPluginRequestToken({
          onBehalfOf: options.credentials as BackstageCredentials,
          targetPluginId: 'catalog',
        });
        return catalogServiceMock({ entities });
      };
      const catalog = catalogServiceMock.mock();
      catalog.getEntityByRef.mockImplementation(async (ref, options) =>
        (await enter(options)).getEntityByRef(ref),
      );
      catalog.getEntities.mockImplementation(async (request, options) =>
        (await enter(options)).getEntities(request),
      );
      catalog.getEntitiesByRefs.mockImplementation(async (request, options) =>
        (await enter(options)).getEntitiesByRefs(request),
      );
      catalog.queryEntities.mockImplementation(async (request, options) =>
        (await enter(options)).queryEntities(request),
      );
      return catalog;
    },
  });
}
