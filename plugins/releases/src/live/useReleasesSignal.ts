import {
  releasesSignalChannel,
  type ReleasesSignal,
} from '@stagedoor/plugin-releases-common';
import { useChannelVersion } from '@stagedoor/ui-parts';
import { useCallback } from 'react';

/**
 * A number that grows whenever releases may have changed.
 *
 * @param options - `release`: listen for this one only. `silence`: how long nothing has to be heard, in milliseconds,
 *   until pages look for themselves.
 */
export function useReleasesSignal(
  options: { release?: number; silence?: number } = {},
): number {
  const { release, silence } = options;
  return useChannelVersion(releasesSignalChannel, {
    isAbout: useCallback(
      (signal: ReleasesSignal) =>
        release === undefined || signal.release === release,
      [release],
    ),
    silence,
  });
}
