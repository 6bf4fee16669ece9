import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { releaseRouteRef } from '../routes';

/** Builds the path of the page of a release. */
export function useReleasePath(): (id: number) => string {
  const route = useRouteRef(releaseRouteRef);
  return useCallback(
    id => route?.({ id: String(id) }) ?? `/releases/${id}`,
    [route],
  );
}
