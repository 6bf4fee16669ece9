import { useCallback, useEffect, useRef, useState } from 'react';
import { createIdempotencyKey } from './createIdempotencyKey';

/**
 * Runs a command of one dialog. All attempts share one key, so that a second press, or another attempt after the answer
 * was lost, does not do the thing twice.
 */
export function useCommand<TInput, TResult>(
  run: (input: TInput, idempotencyKey: string) => Promise<TResult>,
  onDone: (result: TResult) => void,
  /** The key of a dialog that outlives this part of it. */
  keyOfDialog?: string,
): {
  isRunning: boolean;
  error: unknown;
  execute: (input: TInput) => Promise<void>;
} {
  const [idempotencyKey] = useState(
    () => keyOfDialog ?? createIdempotencyKey(),
  );
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const execute = useCallback(
    async (input: TInput) => {
      if (running.current) {
        return;
      }
      running.current = true;
      setRunning(true);
      setError(undefined);
      try {
        const result = await run(input, idempotencyKey);
        if (mounted.current) {
          onDone(result);
        }
      } catch (problem) {
        if (mounted.current) {
          setError(problem);
        }
      } finally {
        running.current = false;
        if (mounted.current) {
          setRunning(false);
        }
      }
    },
    [run, onDone, idempotencyKey],
  );
  return { isRunning, error, execute };
}
