import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { RepositoryLocation } from '@stagedoor/plugin-repositories-common';
import { sourceRouteRef } from '../routes';

/** Builds the path of a directory or a file within the app. */
export function useSourcePath(): (
  view: 'tree' | 'blob',
  location: RepositoryLocation,
) => string {
  const route = useRouteRef(sourceRouteRef);
  return (view, { name, ref, path }) => {
    const segments = path.split('/').filter(Boolean).map(encodeURIComponent);
    return [route?.({ name, view, ref }) ?? '/repositories', ...segments].join(
      '/',
    );
  };
}
