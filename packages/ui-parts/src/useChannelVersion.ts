import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { useEffect, useState } from 'react';

/** Signals come in swarms; pages read once for all of a swarm. */
const gatherMs = 150;

/** Silence may mean that nothing changed or that signals are down: after it pages look for themselves. */
const silenceMs = 10_000;

/**
 * A number that grows whenever something may have changed: when a signal on the channel says so, and after every
 * {@link silenceMs} of silence. It rests while the tab is hidden, and catches up when it is in sight again.
 *
 * @param channel - channel of the signals plugin
 * @param options - `isAbout`: listen to some signals only; wrap it in useCallback. `silence`: another length of silence,
 *   in milliseconds.
 */
export function useChannelVersion<TSignal extends JsonObject>(
  channel: string,
  options: { isAbout?: (signal: TSignal) => boolean; silence?: number } = {},
): number {
  const { isAbout, silence = silenceMs } = options;
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
    const hear = (signal: TSignal) => {
      if (isAbout?.(signal) ?? true) {
        gathering ??= setTimeout(announce, gatherMs);
      }
    };
    const look = () => {
      if (document.visibilityState === 'visible' && isMissed) {
        announce();
      }
    };

    listening = setTimeout(announce, silence);
    const subscription = signals?.subscribe<TSignal>(channel, hear);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(gathering);
      clearTimeout(listening);
      subscription?.unsubscribe();
      document.removeEventListener('visibilitychange', look);
    };
  }, [signals, channel, isAbout, silence]);

  return version;
}
