import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import { readPlain } from './cleanLine';
import type { LogSnapshot } from './LogStore';

/** More hits than this are counted as "more than". */
const maxHits = 10_000;
const typingMs = 250;

/** What was found in a log. */
export interface LogSearch {
  text: string;
  /** Numbers of the lines, ascending. */
  hits: readonly number[];
  isSearching: boolean;
  /** There are more hits than are held. */
  isCut: boolean;
  error?: unknown;
}

const nothing: LogSearch = {
  text: '',
  hits: [],
  isSearching: false,
  isCut: false,
};

/**
 * Searches the whole log on the server, as most of a long one is not held here, and what is written from then on in the
 * page.
 */
export function useLogSearch(
  release: number,
  text: string,
  filter: { step?: string; host?: string },
  log: LogSnapshot,
): LogSearch {
  const api = useApi(releasesApiRef);
  const { step, host } = filter;
  const wanted = text.trim().slice(0, 200);
  const [found, setFound] = useState<LogSearch>(nothing);
  const searchedTo = useRef<number>();

  useEffect(() => {
    searchedTo.current = undefined;
    if (wanted === '') {
      setFound(nothing);
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const run = async () => {
      const hits: number[] = [];
      let after = 0;
      for (;;) {
        const query = { search: wanted, step, host, after, limit: 1000 };
        const page = await api.readLog(release, query, signal);
        if (signal.aborted) {
          return;
        }
        hits.push(...page.lines.map(line => line.n));
        const isOver = page.end || page.cursor <= after;
        after = Math.max(after, page.cursor);
        const isCut = hits.length >= maxHits;
        const isSearching = !isOver && !isCut;
        setFound({ text: wanted, hits: [...hits], isSearching, isCut });
        if (!isSearching) {
          searchedTo.current = after;
          return;
        }
      }
    };
    setFound({ ...nothing, text: wanted, isSearching: true });
    const timer = setTimeout(() => {
      run().catch(error => {
        if (!signal.aborted) {
          setFound(last => ({ ...last, isSearching: false, error }));
        }
      });
    }, typingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, release, wanted, step, host]);

  const { lines } = log;
  const { isSearching } = found;
  useEffect(() => {
    const from = searchedTo.current;
    const last = lines.at(-1)?.n ?? 0;
    if (from === undefined || isSearching || last <= from) {
      return;
    }
    searchedTo.current = last;
    const lower = wanted.toLocaleLowerCase('en-US');
    const hits: number[] = [];
    for (let i = lines.length - 1; i >= 0 && lines[i].n > from; i -= 1) {
      const line = lines[i];
      if (
        (step === undefined || line.step === step) &&
        (host === undefined || line.host === host) &&
        readPlain(line.text).toLocaleLowerCase('en-US').includes(lower)
      ) {
        hits.push(line.n);
      }
    }
    if (hits.length > 0) {
      setFound(known => ({
        ...known,
        hits: [...known.hits, ...hits.reverse()],
      }));
    }
  }, [lines, isSearching, wanted, step, host]);

  return found;
}
