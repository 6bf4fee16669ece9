import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ReleasesClient } from '@stagedoor/plugin-releases-common';

/** What {@link releasesApiRef} gives. @public */
export type ReleasesApi = Pick<
  ReleasesClient,
  | 'listEnvironments'
  | 'listReleases'
  | 'countReleases'
  | 'previewRelease'
  | 'createRelease'
  | 'getRelease'
  | 'decideRelease'
  | 'cancelRelease'
  | 'retryRelease'
  | 'getReleaseChanges'
  | 'readLog'
  | 'followLog'
  | 'downloadLog'
  | 'getMatrix'
  | 'listDeployments'
  | 'listVersions'
  | 'compareVersions'
  | 'inspectHosts'
>;

/**
 * The backend of this plugin.
 *
 * @public
 */
export const releasesApiRef = createApiRef<ReleasesApi>({
  id: 'plugin.releases.api',
});
