import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LogSession } from './LogSession';
import type { LogSnapshot } from './LogStore';
import type { ScrollTarget } from './useScrollTo';

/** Where in the log one is, and how to get elsewhere. */
export interface LogPosition {
  isFollowing: boolean;
  /** Lines that came since one stopped following. */
  unseen: number;
  /** The line to bring into sight. */
  target?: ScrollTarget;
  follow: (isFollowing: boolean) => void;
  toggle: () => void;
  goTo: (n: number) => void;
  readOlder: () => void;
  readNewer: () => void;
}

/** Begins at the end, which is followed, or at the line that the address points at. */
export function useLogPosition(
  session: LogSession,
  log: LogSnapshot,
  line: number | undefined,
): LogPosition {
  const [isFollowing, setFollowing] = useState(line === undefined);
  const [seen, setSeen] = useState(0);
  const [target, setTarget] = useState<ScrollTarget>();
  const newest = useRef(log.newest);
  newest.current = log.newest;

  const follow = useCallback(
    (next: boolean) => {
      session.store.hold(!next);
      setSeen(newest.current);
      setFollowing(next);
      if (next) {
        session.store.attach();
      }
    },
    [session],
  );
  const goTo = useCallback(
    (n: number) => {
      follow(false);
      setTarget({ n });
      void session.showLine(n);
    },
    [session, follow],
  );

  const readOlder = useCallback(() => void session.loadOlder(), [session]);
  const readNewer = useCallback(() => void session.loadNewer(), [session]);

  const { isLoaded } = log;
  const wanted = useRef<number>();
  useEffect(() => {
    if (isLoaded && line !== undefined && wanted.current === undefined) {
      goTo(line);
    }
    wanted.current = isLoaded ? (line ?? 0) : undefined;
  }, [isLoaded, line, goTo]);

  return useMemo(
    () => ({
      isFollowing,
      unseen: isFollowing ? 0 : Math.max(0, log.newest - seen),
      target,
      follow,
      toggle: () => follow(!isFollowing),
      goTo,
      readOlder,
      readNewer,
    }),
    [isFollowing, log.newest, seen, target, follow, goTo, readOlder, readNewer],
  );
}
