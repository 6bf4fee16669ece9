import type {
  AccessRequest,
  AccessRequestSummary,
} from '@stagedoor/plugin-access-common';

/** What an approver takes away from a request. */
export interface Cut {
  /** Instead of the asked minutes. */
  minutes?: number;
  /** Refs of hosts that are left out. */
  dropped: readonly string[];
}

export const emptyCut: Cut = { dropped: [] };

const shorter = [15, 30, 60, 120, 240, 480, 1440, 3 * 1440];

/** Lengths that an approver can shorten a request to, and what it asks for. */
export function offerShorter(asked: number): number[] {
  return [...shorter.filter(minutes => minutes < asked), asked];
}

/** What of a request is approved, where it is less than all of it. */
export function readCut(
  cut: Cut,
  request: AccessRequestSummary,
): { minutes?: number; hosts?: string[] } {
  const refs = request.hosts.map(host => host.ref);
  const kept = refs.filter(ref => !cut.dropped.includes(ref));
  const isShorter = cut.minutes !== undefined && cut.minutes < request.minutes;
  return {
    ...(isShorter && { minutes: cut.minutes }),
    ...(kept.length > 0 && kept.length < refs.length && { hosts: kept }),
  };
}

/** What an approval leads to: the narrowest of all that count, and how many more it takes. */
export function foresee(cut: Cut, request: AccessRequest) {
  const before = request.reviews.filter(
    ({ counts, decision, version }) =>
      counts.allowed && decision === 'approved' && version === request.version,
  );
  const own = readCut(cut, request);
  const all = [own, ...before];
  return {
    missing: Math.max(0, request.rule.required - before.length - 1),
    minutes: Math.min(...all.map(({ minutes }) => minutes ?? request.minutes)),
    hosts: request.hosts.filter(({ ref }) =>
      all.every(({ hosts }) => hosts?.includes(ref) ?? true),
    ),
  };
}
