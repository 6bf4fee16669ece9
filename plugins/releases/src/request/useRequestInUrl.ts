import type { ReleaseKind } from '@stagedoor/plugin-releases-common';
import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';

/** What a person is about to ask for. */
export interface Draft {
  kind: ReleaseKind;
  /** Name of the environment; absent as long as it is not chosen. */
  environment?: string;
  version?: string;
  /** Refs of the hosts that are chosen; absent for all of the environment. */
  hosts?: string[];
}

const parameterOf: Readonly<Record<ReleaseKind, string>> = {
  release: 'release',
  rollback: 'rollBack',
  redeploy: 'redeploy',
};

const kinds: readonly ReleaseKind[] = ['release', 'rollback', 'redeploy'];

/** Writes a draft as the parameters of an address: `release=production&version=v2.14.0`. */
export function writeRequest(draft: Draft): URLSearchParams {
  const query = new URLSearchParams();
  query.set(parameterOf[draft.kind], draft.environment ?? '');
  if (draft.version !== undefined) {
    query.set('version', draft.version);
  }
  return query;
}

/** Reads a draft from the parameters of an address; undefined if there is none. */
export function readRequest(query: URLSearchParams): Draft | undefined {
  const kind = kinds.find(candidate => query.has(parameterOf[candidate]));
  return (
    kind && {
      kind,
      environment: query.get(parameterOf[kind]) || undefined,
      version: query.get('version') || undefined,
    }
  );
}

/** The draft in the address of the page: a link can open the dialog, filled in. */
export function useRequestInUrl(): [
  Draft | undefined,
  (draft: Draft | undefined) => void,
] {
  const [query, change] = useQueryInUrl();
  const draft = useMemo(() => readRequest(query), [query]);
  const setDraft = useCallback(
    (next: Draft | undefined) =>
      change({
        release: undefined,
        rollBack: undefined,
        redeploy: undefined,
        version: undefined,
        ...(next && Object.fromEntries(writeRequest(next))),
      }),
    [change],
  );
  return [draft, setDraft];
}
