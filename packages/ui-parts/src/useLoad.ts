import { useCallback, useEffect, useRef, useState } from 'react';

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
 * changes or `reload` is called, which does not. One reading at a time: changes during one lead to one more after it.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  version?: unknown,
): Loaded<T> {
  const [known, setKnown] = useState<{
    load: unknown;
    value?: T;
    error?: unknown;
    isLoading: boolean;
  }>({ load, isLoading: true });
  const read = useRef<() => void>(() => {});
  const readVersion = useRef(version);

  useEffect(() => {
    const controller = new AbortController();
    let isReading = false;
    let isOutdated = false;

    const readOnce = async () => {
      try {
        const value = await load(controller.signal);
        return { load, value, isLoading: false };
      } catch (error) {
        return { load, error, isLoading: false };
      }
    };
    const readOn = async () => {
      isReading = true;
      do {
        isOutdated = false;
        setKnown(last =>
          last.load === load
            ? { ...last, isLoading: true }
            : { load, isLoading: true },
        );
        const next = await readOnce();
        if (controller.signal.aborted) {
          return;
        }
        setKnown(last => ({
          ...(last.load === load && { value: last.value }),
          ...next,
        }));
      } while (isOutdated);
      isReading = false;
    };
    read.current = () => {
      if (isReading) {
        isOutdated = true;
      } else {
        void readOn();
      }
    };
    read.current();
    return () => controller.abort();
  }, [load]);

  useEffect(() => {
    if (readVersion.current !== version) {
      readVersion.current = version;
      read.current();
    }
  }, [version]);

  const reload = useCallback(() => read.current(), []);
  const { value, error, isLoading } =
    known.load === load
      ? known
      : { value: undefined, error: undefined, isLoading: true };
  return { value, error, isLoading, reload };
}
