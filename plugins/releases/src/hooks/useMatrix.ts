import { useApi } from '@backstage/frontend-plugin-api';
import type { Matrix } from '@stagedoor/plugin-releases-common';
import { type Loaded, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { useReleasesSignal } from '../live/useReleasesSignal';

/** What runs where, kept up to date. */
export function useMatrix(component: string): Loaded<Matrix> {
  const api = useApi(releasesApiRef);
  const version = useReleasesSignal();
  return useLoad(
    useCallback(signal => api.getMatrix(component, signal), [api, component]),
    version,
  );
}
