import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ObservabilityApi } from '@stagedoor/plugin-observability-common';

/**
 * The backend of this plugin.
 *
 * @public
 */
export const observabilityApiRef = createApiRef<ObservabilityApi>({
  id: 'plugin.observability.api',
});
