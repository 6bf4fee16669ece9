import { readFileSync } from 'node:fs';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';

/** A catalog that holds the entities of one file, instead of the catalog plugin. */
export const catalog = createServiceFactory({
  service: catalogServiceRef,
  deps: { config: coreServices.rootConfig },
  factory({ config }) {
    const file = config.getString('testbed.entities');
    return new InMemoryCatalogClient({
      entities: JSON.parse(readFileSync(file, 'utf8')),
    });
  },
});
