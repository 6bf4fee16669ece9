import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  releasesSignalChannel,
  type ReleasesSignal,
} from '@stagedoor/plugin-releases-common';
import { useEffect, useState } from 'react';

/** Signals come in swarms; pages read once for all of a swarm. */
const gatherMs = 150;

/** Silence may mean that nothing changed or that signals are down: after it pages look for themselves. */
const silenceMs = 10_000;

/**
 * A number that grows whenever releases may have changed: when a signal says so, and after every {@link silenceMs} of
 * silence. It rests while the tab is hidden, and catches up when it is in sight again.
 *
 * @param options - `release`: listen for this one only. `silence`: another length of silence, in milliseconds.
 */
export function useReleasesSignal(
  options: { release?: number; silence?: number } = {},
): number {
  const { release, silence = silenceMs } = options;
  const signals = useApiHolder().get(signalApiRef);
  const [version, setVersion] = useState(0);

  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let listening: ReturnType<typeof setTimeout> | undefined;
    let isMissed = false;

    const announce = () => {
      clearTimeout(gathering);
      clearTimeout(listening);
      gathering = undefined;
      listening = undefined;
      if (document.visibilityState === 'hidden') {
        isMissed = true;
        return;
      }
      isMissed = false;
      setVersion(count => count + 1);
      listening = setTimeout(announce, silence);
    };
    const hear = (signal: ReleasesSignal) => {
      if (release === undefined || signal.release === release) {
        gathering ??= setTimeout(announce, gatherMs);
      }
    };
    const look = () => {
      if (document.visibilityState === 'visible' && isMissed) {
        announce();
      }
    };

    listening = setTimeout(announce, silence);
    const subscription = signals?.subscribe<ReleasesSignal>(
      releasesSignalChannel,
      hear,
    );
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(gathering);
      clearTimeout(listening);
      subscription?.unsubscribe();
      document.removeEventListener('visibilitychange', look);
    };
  }, [signals, release, silence]);

  return version;
}
