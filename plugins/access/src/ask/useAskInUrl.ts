import { useQueryInUrl } from '@stagedoor/ui-parts';
import { useCallback, useMemo } from 'react';
import type { HostOption } from './HostOption';

/** What a link asks for: `?access=production`, `?access=prod-1,prod-2&account=deploy&minutes=60`. */
export interface Asked {
  /** Names or refs of hosts, or of environments; an only host is chosen anyway. */
  hosts: readonly string[];
  account?: string;
  minutes?: number;
  reason?: string;
}

/** What the address of the page asks for: a link can open the dialog, filled in. */
export function useAskInUrl(): [
  Asked | undefined,
  (asked: Asked | undefined) => void,
] {
  const [query, change] = useQueryInUrl();
  const asked = useMemo(() => readAsked(query), [query]);
  const setAsked = useCallback(
    (next: Asked | undefined) =>
      change({
        access: next?.hosts.join(','),
        account: next?.account,
        minutes: next?.minutes === undefined ? undefined : String(next.minutes),
        reason: next?.reason,
      }),
    [change],
  );
  return [asked, setAsked];
}

/** Reads what is asked for from the parameters of an address; undefined if nothing is. */
export function readAsked(query: URLSearchParams): Asked | undefined {
  const hosts = query.get('access');
  if (hosts === null) {
    return undefined;
  }
  const minutes = Number(query.get('minutes'));
  return {
    hosts: hosts.split(',').filter(Boolean),
    account: query.get('account') ?? undefined,
    minutes: Number.isInteger(minutes) && minutes >= 5 ? minutes : undefined,
    reason: query.get('reason') ?? undefined,
  };
}

/** The refs of the hosts that names, refs and environments stand for. */
export function chooseHosts(
  wanted: readonly string[],
  options: readonly HostOption[],
): string[] {
  const chosen = options.filter(({ ref, name, environment }) =>
    [ref, name, environment].some(known => wanted.includes(known)),
  );
  return (options.length === 1 ? options : chosen).map(({ ref }) => ref);
}
