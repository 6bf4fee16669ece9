import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ReleaseList,
  ReleasesClient,
} from '@stagedoor/plugin-releases-common';
import { type Pages, usePages } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';

/** What releases may be asked for by. */
export type ReleasesQuery = Omit<
  Parameters<ReleasesClient['listReleases']>[0],
  'cursor'
>;

/** Releases, newest first, page by page; read again when `version` changes. */
export function useReleases(
  query: ReleasesQuery,
  version: number,
): Pages<ReleaseList> {
  const api = useApi(releasesApiRef);
  // Queries are written in place: equal ones are the same.
  const key = JSON.stringify(query);
  const stable = useMemo<ReleasesQuery>(() => JSON.parse(key), [key]);
  return usePages(
    useCallback(
      (cursor, signal) => api.listReleases({ ...stable, cursor }, signal),
      [api, stable],
    ),
    version,
  );
}
