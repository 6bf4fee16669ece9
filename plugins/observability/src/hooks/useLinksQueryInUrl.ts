import {
  EntityLinksQuery,
  entityLinksQuerySchema,
} from '@stagedoor/plugin-observability-common';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

const keys = ['range', 'from', 'to', 'environment'] as const;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function parseQuery(search: string): EntityLinksQuery {
  const parameters = new URLSearchParams(search);
  const known = keys.flatMap(key => {
    const value = parameters.get(key);
    return value === null ? [] : [[key, value]];
  });
  const query = entityLinksQuerySchema.safeParse(Object.fromEntries(known));
  return query.success ? query.data : {};
}

/**
 * Range and environment as they stand in the address of the page, so that the page can be shared as it is seen. The
 * entry in the history is replaced: choosing a range is no step that one goes back from. The address is used directly,
 * as plugins have no router of their own.
 */
export function useLinksQueryInUrl(): [
  EntityLinksQuery,
  (query: EntityLinksQuery) => void,
] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const query = useMemo(() => parseQuery(search), [search]);
  const setQuery = useCallback((next: EntityLinksQuery) => {
    const url = new URL(window.location.href);
    for (const key of keys) {
      const value = next[key];
      if (value === undefined) {
        url.searchParams.delete(key);
      } else {
        url.searchParams.set(key, value);
      }
    }
    window.history.replaceState(window.history.state, '', url);
    listeners.forEach(notify => notify());
  }, []);
  return [query, setQuery];
}
