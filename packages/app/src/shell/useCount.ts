import { useEffect, useRef, useState } from 'react';
import { useSignal } from '@backstage/plugin-signals-react';

/** Signals come in swarms; a number is asked for once after each. */
const gatherMs = 500;

/**
 * A number that the server knows. Asked for again when the server signals a change on the channel and when the person
 * comes back to the window; a failure shows no number rather than a wrong one. Wrap `read` in useCallback.
 */
export function useCount(channel: string, read: () => Promise<number>): number {
  const { lastSignal } = useSignal(channel);
  const [count, setCount] = useState(0);
  const refresh = useRef<() => void>(() => {});

  useEffect(() => {
    let mounted = true;
    const ask = async () => {
      const answer = await read().catch(() => 0);
      if (mounted) {
        setCount(answer);
      }
    };
    refresh.current = ask;
    void ask();
    window.addEventListener('focus', ask);
    return () => {
      mounted = false;
      window.removeEventListener('focus', ask);
    };
  }, [read]);

  const gathering = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    if (lastSignal) {
      gathering.current ??= setTimeout(() => {
        gathering.current = undefined;
        refresh.current();
      }, gatherMs);
    }
  }, [lastSignal]);
  useEffect(() => () => clearTimeout(gathering.current), []);

  return count;
}
