import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses, ProcessEntry } from './listProcesses';

const patienceMs = 5_000;
const pauseMs = 25;

/**
 * Kills every process of a build, also those that have left its group and session, until none is left.
 *
 * @returns how many there were
 */
export async function endProcesses(search: {
  variable: string;
  session?: number;
}): Promise<number> {
  const seen = new Set<string>();
  const deadline = performance.now() + patienceMs;
  for (let clean = 0; clean < 2 && performance.now() < deadline;) {
    const found = await listProcesses(search);
    clean = found.length === 0 ? clean + 1 : 0;
    for (const entry of found) {
      seen.add(`${entry.pid} ${entry.startedAt}`);
      kill(entry);
    }
    if (clean < 2) {
      await sleep(pauseMs);
    }
  }
  return seen.size;
}

function kill({ pid }: ProcessEntry): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}
