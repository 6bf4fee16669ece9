import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';

/** The moment that the address of the page asks about: `?at=2026-03-10T13:00:00.000Z`. Undefined means now. */
export function useMomentInUrl(): [
  Date | undefined,
  (at: Date | undefined) => void,
] {
  const [query, change] = useQueryInUrl();
  const text = query.get('at');
  const at = useMemo(() => readMoment(text), [text]);
  const setAt = useCallback(
    (next: Date | undefined) => change({ at: next?.toISOString() }),
    [change],
  );
  return [at, setAt];
}

/** Reads a moment; undefined if it is none. */
export function readMoment(text: string | null): Date | undefined {
  const at = new Date(text ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
