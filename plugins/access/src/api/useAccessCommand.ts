import { useApi } from '@backstage/frontend-plugin-api';
import type {
  AccessInput,
  AccessOutput,
  AccessRouteName,
} from '@stagedoor/plugin-access-common';
import { useCommand } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { accessApiRef } from './accessApiRef';

/** Makes the function that does one thing under a key, for dialogs that run it themselves. */
export function useAccessCall<K extends AccessRouteName>(
  name: K,
): (input: AccessInput<K>, once: string) => Promise<AccessOutput<K>> {
  const api = useApi(accessApiRef);
  return useCallback(
    (input, once) => api.call(name, input, { once }),
    [api, name],
  );
}

/** Does one thing, once, however often it is asked to. */
export function useAccessCommand<K extends AccessRouteName>(
  name: K,
  onDone: (result: AccessOutput<K>) => void,
) {
  return useCommand(useAccessCall(name), onDone);
}
