import {
  sessionStateSchema,
  type SessionState,
} from '@stagedoor/plugin-access-common';
import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';

/** What a list of sessions or of access is narrowed to. */
export interface FilterValues {
  /** Entity ref. */
  person?: string;
  /** Entity ref. */
  host?: string;
  /** How past sessions ended. */
  end?: SessionState;
}

/** Reads filters from the parameters of an address; what is nonsense is left out. */
export function readFilters(query: URLSearchParams): FilterValues {
  const end = sessionStateSchema
    .exclude(['active'])
    .safeParse(query.get('end'));
  return {
    person: query.get('person') || undefined,
    host: query.get('host') || undefined,
    end: end.success ? end.data : undefined,
  };
}

/** The filters as they stand in the address of the page, so that a list can be shared as it is seen. */
export function useFiltersInUrl(): [
  FilterValues,
  (filters: FilterValues) => void,
] {
  const [query, change] = useQueryInUrl();
  const filters = useMemo(() => readFilters(query), [query]);
  const setFilters = useCallback(
    ({ person, host, end }: FilterValues) => change({ person, host, end }),
    [change],
  );
  return [filters, setFilters];
}
