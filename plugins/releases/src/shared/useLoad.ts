import { useCallback, useEffect, useState } from 'react';

/** What is known of something that is read from the backend. */
export interface Loaded<T> {
  /** The last answer; it stays while a newer one is on its way, and when that fails. */
  value?: T;
  /** Why the last attempt failed. */
  error?: unknown;
  isLoading: boolean;
  reload: () => void;
}

/**
 * Reads with `load` (wrap it in useCallback) when it changes, which forgets the last answer, and again when `version`
 * changes or `reload` is called, which does not.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  version?: unknown,
): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [known, setKnown] = useState<{
    load: unknown;
    value?: T;
    error?: unknown;
    isLoading: boolean;
  }>({ load, isLoading: true });
  const reload = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    setKnown(last =>
      last.load === load
        ? { ...last, isLoading: true }
        : { load, isLoading: true },
    );
    load(controller.signal).then(
      value => {
        if (!controller.signal.aborted) {
          setKnown({ load, value, isLoading: false });
        }
      },
      error => {
        if (!controller.signal.aborted) {
          setKnown(last => ({
            load,
            value: last.load === load ? last.value : undefined,
            error,
            isLoading: false,
          }));
        }
      },
    );
    return () => controller.abort();
  }, [load, version, attempt]);

  const { value, error, isLoading } =
    known.load === load
      ? known
      : { value: undefined, error: undefined, isLoading: true };
  return { value, error, isLoading, reload };
}
