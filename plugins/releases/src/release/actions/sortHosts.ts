import type { ReleaseHost } from '@stagedoor/plugin-releases-common';

/** What a cancellation means for each host. */
export interface SortedHosts {
  /** On the new version and verified. */
  done: ReleaseHost[];
  /** Something is under way there. */
  middle: ReleaseHost[];
  /** Nothing has changed there, or it is back already. */
  untouched: ReleaseHost[];
}

const untouched: readonly ReleaseHost['state'][] = [
  'untouched',
  'preparing',
  'prepared',
  'rolled_back',
];

/** Sorts the hosts of a release by what stopping it now would do to them. */
export function sortHosts(hosts: readonly ReleaseHost[]): SortedHosts {
  const isDone = ({ state }: ReleaseHost) => state === 'verified';
  const isUntouched = ({ state }: ReleaseHost) => untouched.includes(state);
  return {
    done: hosts.filter(isDone),
    middle: hosts.filter(host => !isDone(host) && !isUntouched(host)),
    untouched: hosts.filter(isUntouched),
  };
}

/** Names as they stand in a sentence, not endlessly many. */
export function nameHosts(hosts: readonly ReleaseHost[]): string {
  const names = hosts.map(host => host.name);
  return names.length > 8
    ? `${names.slice(0, 7).join(', ')} +${names.length - 7}`
    : names.join(', ');
}
