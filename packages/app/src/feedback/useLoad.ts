import { useCallback, useEffect, useState } from 'react';

/** What a section of the page knows: nothing yet, why not, or the answer. */
export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed'; error: Error; retry: () => void }
  | { state: 'ready'; value: T };

/**
 * Runs `load` when it changes, on retry, and when `version` changes. Wrap `load` in useCallback. While a
 * newer version is loaded the previous answer stays.
 */
export function useLoad<T>(
  load: () => Promise<T>,
  version?: unknown,
): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const retry = useCallback(() => setAttempt(n => n + 1), []);

  useEffect(() => {
    let current = true;
    setLoaded(previous =>
      previous.state === 'ready' ? previous : { state: 'loading' },
    );
    load().then(
      value => current && setLoaded({ state: 'ready', value }),
      (error: Error) => current && setLoaded({ state: 'failed', error, retry }),
    );
    return () => {
      current = false;
    };
  }, [load, attempt, retry, version]);

  return loaded;
}
