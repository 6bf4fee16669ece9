import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { RepositoriesClient } from '@stagedoor/plugin-repositories-common';
import { repositoriesApiRef } from '../api/repositoriesApiRef';

export const repositoriesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: repositoriesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new RepositoriesClient(options),
    }),
});
