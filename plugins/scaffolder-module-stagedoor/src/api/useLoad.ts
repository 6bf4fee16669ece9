import { useCallback, useEffect, useState } from 'react';
import { describeError } from './describeError';

/** Something that is loaded; the last value stays while the next is on its way. */
export interface Load<T> {
  value?: T;
  problem?: string;
  isLoading: boolean;
  retry: () => void;
}

/** Loads something whenever `load` changes, and drops answers that come too late. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Load<T>, 'retry'>>({
    isLoading: true,
  });

  useEffect(() => {
    const controller = new AbortController();
    setState(({ value }) => ({ value, isLoading: true }));
    load(controller.signal)
      .then(
        value => ({ value, isLoading: false }),
        error => ({ problem: describeError(error), isLoading: false }),
      )
      .then(next => {
        if (!controller.signal.aborted) {
          setState(next);
        }
      });
    return () => controller.abort();
  }, [load, attempt]);

  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, retry };
}
