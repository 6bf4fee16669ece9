import { useCallback, useEffect, useState } from 'react';

/** The line that an address points at: `#L123`. */
export function readLine(hash: string): number | undefined {
  const match = /^#L([1-9]\d{0,9})$/.exec(hash);
  return match ? Number(match[1]) : undefined;
}

/** The address of a line on the page that is open. */
export function linkToLine(n: number): string {
  const url = new URL(window.location.href);
  url.hash = `L${n}`;
  return url.href;
}

/**
 * The line that the address of the page points at, and how to point at another. The entry of the history is replaced:
 * pointing at a line is no step that one goes back from.
 */
export function useLineInAddress(): [
  line: number | undefined,
  point: (n: number | undefined) => void,
] {
  const [line, setLine] = useState(() => readLine(window.location.hash));
  useEffect(() => {
    const onChange = () => setLine(readLine(window.location.hash));
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  const point = useCallback((n: number | undefined) => {
    const url = new URL(window.location.href);
    url.hash = n === undefined ? '' : `L${n}`;
    window.history.replaceState(window.history.state, '', url);
    setLine(n);
  }, []);
  return [line, point];
}
