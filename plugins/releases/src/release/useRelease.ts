import { useApi } from '@backstage/frontend-plugin-api';
import {
  releaseLifecycle,
  type Release,
} from '@stagedoor/plugin-releases-common';
import { type Loaded, useLoad } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../api/releasesApiRef';
import { useReleasesSignal } from '../live/useReleasesSignal';

/** One release, read again whenever it may have changed. */
export function useRelease(id: number): Loaded<Release> {
  const api = useApi(releasesApiRef);
  const version = useReleasesSignal({ release: id });
  return useLoad(
    useCallback(signal => api.getRelease(id, signal), [api, id]),
    version,
  );
}

/** Nothing happens to it any more. */
export function isOver({ state }: Pick<Release, 'state'>): boolean {
  return releaseLifecycle.isTerminal(state);
}
