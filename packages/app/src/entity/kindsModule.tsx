import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { RiRocket2Line } from '@remixicon/react';

/** Icons of the kinds that Stagedoor adds to the catalog. */
export const kindsModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      name: 'entity-presentation',
      params: define =>
        define({
          api: entityPresentationApiRef,
          deps: { catalogApi: catalogApiRef },
          factory: ({ catalogApi }) =>
            DefaultEntityPresentationApi.create({
              catalogApi,
              kindIcons: {
                // A graph tells its icons where they are and how large.
                releasepipeline: props => (
                  <RiRocket2Line size="1em" {...props} />
                ),
              },
            }),
        }),
    }),
  ],
});
