import { useApi } from '@backstage/frontend-plugin-api';
import type { Changes, Release } from '@stagedoor/plugin-releases-common';
import { type Loaded, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';

/** What a release brings, compared with what was there before it. Its plan is fixed, so it is read once. */
export function useReleaseChanges({
  id,
}: Pick<Release, 'id'>): Loaded<Changes> {
  const api = useApi(releasesApiRef);
  return useLoad(
    useCallback(signal => api.getReleaseChanges(id, signal), [api, id]),
  );
}
