import { useCallback, useEffect, useRef, useState } from 'react';

/** What is known of a list that is read page by page. */
export interface Pages<TPage extends { items: readonly unknown[] }> {
  /** The first page, for what it tells beside its items. */
  first?: TPage;
  /** The items of all pages that were read. */
  items?: TPage['items'][number][];
  error?: unknown;
  isLoading: boolean;
  /** Reads the next page; absent when there is none. */
  loadMore?: () => void;
  /** Reads the pages that are shown again, from the first. */
  reload: () => void;
}

interface State<TPage> {
  /** What they were read with. */
  load: unknown;
  pages?: TPage[];
  error?: unknown;
  isLoading: boolean;
}

/**
 * Reads a list by cursor with `load` (wrap it in useCallback), anew when it changes; the old items stay until the new
 * ones or an error are there. When `version` changes, the pages that are shown are read again.
 */
export function usePages<
  TPage extends { items: readonly unknown[]; nextCursor?: string },
>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<TPage>,
  version?: unknown,
): Pages<TPage> {
  const [state, setState] = useState<State<TPage>>({
    load,
    isLoading: true,
  });
  const shown = useRef<TPage[]>([]);
  const running = useRef<AbortController>();

  const read = useCallback(
    async (count: number, known: TPage[]) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState(last => ({ ...last, isLoading: true }));
      try {
        const pages = [...known];
        let cursor = pages.at(-1)?.nextCursor;
        while (pages.length < count && (pages.length === 0 || cursor)) {
          const page = await load(cursor, controller.signal);
          pages.push(page);
          cursor = page.nextCursor;
        }
        if (!controller.signal.aborted) {
          shown.current = pages;
          setState({ load, pages, isLoading: false });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setState(last => ({
            load,
            pages: last.load === load ? last.pages : undefined,
            error,
            isLoading: false,
          }));
        }
      }
    },
    [load],
  );

  useEffect(() => {
    // A cursor of another list leads nowhere in this one.
    shown.current = [];
    void read(1, []);
    return () => running.current?.abort();
  }, [read]);

  const { pages, error, isLoading } = state;
  const readVersion = useRef(version);
  useEffect(() => {
    // What is on its way is not cut off: where changes are frequent, nothing would ever arrive.
    if (readVersion.current !== version && !isLoading) {
      readVersion.current = version;
      void read(Math.max(1, shown.current.length), []);
    }
  }, [version, isLoading, read]);

  const loadMore = useCallback(
    () => void read(shown.current.length + 1, shown.current),
    [read],
  );
  const reload = useCallback(
    () => void read(Math.max(1, shown.current.length), []),
    [read],
  );
  return {
    first: pages?.[0],
    items: pages?.flatMap(page => page.items),
    error,
    isLoading,
    loadMore: pages?.at(-1)?.nextCursor ? loadMore : undefined,
    reload,
  };
}
