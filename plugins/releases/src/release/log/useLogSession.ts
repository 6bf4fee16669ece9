import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import { LogSession } from './LogSession';
import type { LogSnapshot } from './LogStore';

/** The log of a release for as long as it is looked at. */
export function useLogSession(
  release: number,
  onReleaseChange: () => void,
): { session: LogSession; log: LogSnapshot } {
  const source = useApi(releasesApiRef);
  const changed = useRef(onReleaseChange);
  changed.current = onReleaseChange;
  const session = useMemo(
    () =>
      new LogSession({
        source,
        release,
        onReleaseChange: () => changed.current(),
      }),
    [source, release],
  );
  useEffect(() => {
    void session.start();
    return () => session.stop();
  }, [session]);
  const { store } = session;
  const log = useSyncExternalStore(store.subscribe, store.getSnapshot);
  return { session, log };
}
