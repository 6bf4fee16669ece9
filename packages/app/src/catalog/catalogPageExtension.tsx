import {
  coreExtensionData,
  createExtensionInput,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { RiApps2Line } from '@remixicon/react';

/**
 * Replaces the stock list of entities by one that is drawn as the rest of the platform, reads well on a
 * phone and teaches when it is empty. The filters are the stock ones, and those that plugins attach.
 */
export const catalogPage = PageBlueprint.makeWithOverrides({
  inputs: {
    filters: createExtensionInput([coreExtensionData.reactElement]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      path: '/catalog',
      title: 'Catalog',
      icon: <RiApps2Line />,
      routeRef: catalogPlugin.routes.catalogIndex,
      loader: async () => {
        const { CatalogPage } = await import('./CatalogPage');
        return (
          <CatalogPage
            filters={inputs.filters.map(filter =>
              filter.get(coreExtensionData.reactElement),
            )}
          />
        );
      },
    });
  },
});
