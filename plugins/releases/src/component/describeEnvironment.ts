import type {
  MatrixEnvironment,
  MatrixHost,
  Version,
} from '@stagedoor/plugin-releases-common';
import type { Tone } from '@stagedoor/ui-parts';

/** What is the case on an environment, as one word of the status language. */
export type EnvironmentStatus =
  | 'running'
  | 'awaitingApproval'
  | 'queued'
  | 'unknown'
  | 'nothing'
  | 'mixed'
  | 'failed'
  | 'verified';

export const toneOfEnvironment: Readonly<Record<EnvironmentStatus, Tone>> = {
  running: 'run',
  awaitingApproval: 'warn',
  queued: 'idle',
  unknown: 'unk',
  nothing: 'idle',
  mixed: 'warn',
  failed: 'bad',
  verified: 'ok',
};

/** The most important thing to know about an environment: what moves, then what is not as it should be. */
export function statusOfEnvironment(
  environment: MatrixEnvironment,
): EnvironmentStatus {
  const { running, waiting, hosts, version, last } = environment;
  if (running) {
    return 'running';
  }
  if (waiting.some(({ state }) => state === 'awaiting_approval')) {
    return 'awaitingApproval';
  }
  if (waiting.length > 0) {
    return 'queued';
  }
  if (hosts.some(({ certainty }) => certainty === 'unknown')) {
    return 'unknown';
  }
  if (last?.state === 'failed' || last?.state === 'errored') {
    return 'failed';
  }
  if (hosts.every(({ certainty }) => certainty === 'never')) {
    return 'nothing';
  }
  return version ? 'verified' : 'mixed';
}

/** The versions that hosts run, the most frequent first, and how many run each. */
export function countVersions(
  hosts: readonly MatrixHost[],
): { version: Version; hosts: number }[] {
  const counts = new Map<string, { version: Version; hosts: number }>();
  for (const { version } of hosts) {
    if (version) {
      const known = counts.get(version.commit);
      counts.set(version.commit, { version, hosts: (known?.hosts ?? 0) + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.hosts - a.hosts);
}
