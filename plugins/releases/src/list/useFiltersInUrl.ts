import {
  releaseStateSchema,
  type ReleaseState,
} from '@stagedoor/plugin-releases-common';
import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';

/** What the list of recent releases is narrowed to. */
export interface ReleaseFilterValues {
  environment?: string;
  state?: ReleaseState[];
  component?: string;
  requestedBy?: string;
}

/** Reads filters from the parameters of an address; what is nonsense is left out. */
export function readFilters(query: URLSearchParams): ReleaseFilterValues {
  const states = query.getAll('state').flatMap(value => {
    const state = releaseStateSchema.safeParse(value);
    return state.success ? [state.data] : [];
  });
  return {
    environment: query.get('environment') || undefined,
    state: states.length > 0 ? states : undefined,
    component: query.get('component') || undefined,
    requestedBy: query.get('person') || undefined,
  };
}

/** The filters as they stand in the address of the page, so that the list can be shared as it is seen. */
export function useFiltersInUrl(): [
  ReleaseFilterValues,
  (changes: ReleaseFilterValues) => void,
] {
  const [query, change] = useQueryInUrl();
  const filters = useMemo(() => readFilters(query), [query]);
  const setFilters = useCallback(
    (next: ReleaseFilterValues) =>
      change({
        environment: next.environment,
        state: next.state,
        component: next.component,
        person: next.requestedBy,
      }),
    [change],
  );
  return [filters, setFilters];
}
