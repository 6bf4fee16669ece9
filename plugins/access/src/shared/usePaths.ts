import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import {
  grantRouteRef,
  requestRouteRef,
  rootRouteRef,
  sessionRouteRef,
} from '../routes';

/** Builds the paths of the pages of this plugin. */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const request = useRouteRef(requestRouteRef);
  const grant = useRouteRef(grantRouteRef);
  const session = useRouteRef(sessionRouteRef);
  return useMemo(
    () => ({
      root: root?.() ?? '/access',
      request: (id: number) =>
        request?.({ id: String(id) }) ?? `/access/requests/${id}`,
      grant: (id: number) =>
        grant?.({ id: String(id) }) ?? `/access/grants/${id}`,
      session: (id: string) => session?.({ id }) ?? `/access/sessions/${id}`,
    }),
    [root, request, grant, session],
  );
}
