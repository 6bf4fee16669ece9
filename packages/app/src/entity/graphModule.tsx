import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  ALL_RELATION_PAIRS,
  ALL_RELATIONS,
  catalogGraphApiRef,
  DefaultCatalogGraphApi,
} from '@backstage/plugin-catalog-graph';
import {
  RELATION_RECEIVES_RELEASES_OF,
  RELATION_RELEASED_BY,
  RELATION_RELEASES,
  RELATION_RELEASES_TO,
} from '@stagedoor/plugin-releases-common';

const releases: [string, string][] = [
  [RELATION_RELEASES, RELATION_RELEASED_BY],
  [RELATION_RELEASES_TO, RELATION_RECEIVES_RELEASES_OF],
];

/** Lets graphs of the catalog know how pipelines relate to components, environments and hosts. */
export const graphModule = createFrontendModule({
  pluginId: 'catalog-graph',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogGraphApiRef,
          deps: {},
          factory: () =>
            new DefaultCatalogGraphApi({
              knownRelations: [...ALL_RELATIONS, ...releases.flat()],
              knownRelationPairs: [...ALL_RELATION_PAIRS, ...releases],
              defaultRelationTypes: { exclude: [] },
            }),
        }),
    }),
  ],
});
