import { useEffect, useRef } from 'react';
import type { LogView } from './groupLines';
import type { LogSession } from './LogSession';
import type { LogSnapshot } from './LogStore';

/** When a step or a host is chosen of which nothing is held, goes to its first line in the whole log. */
export function useLogStep(
  session: LogSession,
  log: LogSnapshot,
  view: LogView,
  goTo: (n: number) => void,
): void {
  const { step, host } = view;
  const latest = useRef(log);
  latest.current = log;
  useEffect(() => {
    const { lines, hasOlder, isAttached } = latest.current;
    const isHeld = lines.some(
      line =>
        (step === undefined || line.step === step) &&
        (host === undefined || line.host === host),
    );
    if (isHeld || (!hasOlder && isAttached)) {
      return undefined;
    }
    let isCurrent = true;
    session.findFirst({ step, host }).then(
      n => isCurrent && n !== undefined && goTo(n),
      // What is not found is said where the lines would be.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [session, step, host, goTo]);
}
