import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AccessInput,
  AccessOutput,
} from '@stagedoor/plugin-access-common';
import { usePages, type Pages } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { accessApiRef } from './accessApiRef';

/** The routes that list by cursor. */
type ListName = 'listRequests' | 'listGrants' | 'listSessions';

/** Reads a list page by page. The filter may be written in place: it is compared by what it says. */
export function useAccessPages<K extends ListName>(
  name: K,
  filter: NonNullable<AccessInput<K>['query']>,
  version?: unknown,
): Pages<AccessOutput<K>> {
  const api = useApi(accessApiRef);
  const written = JSON.stringify(filter);
  return usePages<AccessOutput<K>>(
    useCallback(
      (cursor, signal) =>
        api.call(
          name,
          {
            params: {},
            query: { ...JSON.parse(written), cursor },
          } as AccessInput<K>,
          { signal },
        ),
      [api, name, written],
    ),
    version,
  );
}
