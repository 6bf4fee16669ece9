import { useCallback, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/**
 * The parameters of the page's address, and how to change some of them; one set to undefined is taken out. A change
 * replaces the entry of the browser's history: a filter is no step that one goes back from. The address is used
 * directly, as plugins have no router of their own.
 */
export function useQueryInUrl(): [
  URLSearchParams,
  (changes: Record<string, string | readonly string[] | undefined>) => void,
] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback(
    (changes: Record<string, string | readonly string[] | undefined>) => {
      const url = new URL(window.location.href);
      for (const [name, value] of Object.entries(changes)) {
        url.searchParams.delete(name);
        for (const item of [value ?? []].flat()) {
          url.searchParams.append(name, item);
        }
      }
      window.history.replaceState(window.history.state, '', url);
      listeners.forEach(notify => notify());
    },
    [],
  );
  return [query, change];
}
