import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { ObservabilityClient } from '@stagedoor/plugin-observability-common';
import { observabilityApiRef } from '../api/observabilityApi';

export const observabilityApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: observabilityApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new ObservabilityClient(options),
    }),
});
