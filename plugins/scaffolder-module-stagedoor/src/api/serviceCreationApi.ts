import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ServiceCreationClient } from '@stagedoor/service-creation';
import { serviceCreationApiRef } from './serviceCreationApiRef';

export const serviceCreationApi = ApiBlueprint.make({
  name: 'stagedoor',
  params: defineParams =>
    defineParams({
      api: serviceCreationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ServiceCreationClient(options),
    }),
});
