import { createApiRef } from '@backstage/frontend-plugin-api';
import type { AccessClient } from '@stagedoor/plugin-access-common';

/** What {@link accessApiRef} gives. @public */
export type AccessApi = Pick<
  AccessClient,
  'call' | 'followRecording' | 'readRecording'
>;

/**
 * The backend of this plugin.
 *
 * @public
 */
export const accessApiRef = createApiRef<AccessApi>({
  id: 'plugin.access.api',
});
