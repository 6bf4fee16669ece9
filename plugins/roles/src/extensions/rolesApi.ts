import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { RolesClient } from '@stagedoor/plugin-roles-common';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';

export const rolesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: rolesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new RolesClient(deps),
    }),
});
