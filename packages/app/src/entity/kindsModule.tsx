import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { IconBundleBlueprint } from '@backstage/plugin-app-react';
import { RiRocket2Line } from '@remixicon/react';

/** Icons of the kinds that Stagedoor adds to the catalog. */
export const kindsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    IconBundleBlueprint.make({
      name: 'kinds',
      params: { icons: { 'kind:releasepipeline': <RiRocket2Line /> } },
    }),
  ],
});
