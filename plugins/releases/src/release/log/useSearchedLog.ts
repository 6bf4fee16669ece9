import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogView } from './groupLines';
import type { LogSnapshot } from './LogStore';
import { LogSearch, useLogSearch } from './useLogSearch';

/** A search and the hit at which one is. */
export interface SearchedLog {
  text: string;
  setText: (text: string) => void;
  found: LogSearch;
  /** Number of the line of the hit at which one is. */
  current?: number;
  /** Its place among the hits, from 1; 0 if at none. */
  place: number;
  next: () => void;
  previous: () => void;
}

/** Searches, and steps through what is found: from the last hit backwards or the first one forwards, round and round. */
export function useSearchedLog(
  release: number,
  view: LogView,
  log: LogSnapshot,
  goTo: (n: number) => void,
): SearchedLog {
  const [text, setText] = useState('');
  const [current, setCurrent] = useState<number>();
  const found = useLogSearch(release, text, view, log);
  const { hits } = found;

  const step = useCallback(
    (by: 1 | -1) => {
      if (hits.length === 0) {
        return;
      }
      const at = current === undefined ? -1 : hits.indexOf(current);
      const next =
        at < 0 && by < 0
          ? hits.length - 1
          : (at + by + hits.length) % hits.length;
      setCurrent(hits[next]);
      goTo(hits[next]);
    },
    [hits, current, goTo],
  );
  const next = useCallback(() => step(1), [step]);
  const previous = useCallback(() => step(-1), [step]);

  // The first hit of a new search comes into sight by itself.
  const shown = useRef('');
  useEffect(() => {
    if (found.text === shown.current || hits.length === 0) {
      if (found.text === '') {
        shown.current = '';
        setCurrent(undefined);
      }
      return;
    }
    shown.current = found.text;
    setCurrent(hits[0]);
    goTo(hits[0]);
  }, [found.text, hits, goTo]);

  const place = current === undefined ? 0 : hits.indexOf(current) + 1;
  return { text, setText, found, current, place, next, previous };
}
