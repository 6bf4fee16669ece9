import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AccessInput,
  AccessOutput,
  AccessRouteName,
} from '@stagedoor/plugin-access-common';
import { useLoad, type Loaded } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { accessApiRef } from './accessApiRef';

/**
 * Reads one thing from the backend, again when `version` changes. What is asked may be written in place: it is compared
 * by what it says.
 */
export function useAccess<K extends AccessRouteName>(
  name: K,
  input: AccessInput<K>,
  version?: unknown,
): Loaded<AccessOutput<K>> {
  const api = useApi(accessApiRef);
  const written = JSON.stringify(input);
  return useLoad(
    useCallback(
      signal =>
        api.call(name, JSON.parse(written) as AccessInput<K>, { signal }),
      [api, name, written],
    ),
    version,
  );
}
