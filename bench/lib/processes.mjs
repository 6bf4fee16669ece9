import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from './wait-until.mjs';

/** How much of one processor core may be in use for things to count as quiet, and for how long. */
const QUIET = { share: 0.1, forMs: 3_000 };

/** Resident memory of a process and everything it started, in MB. */
export function readMemory(pid) {
  return sum(pid, 'rss') / 1024;
}

/**
 * Waits until processes have finished what they do in the background.
 *
 * @param {number[]} pids - each counts with everything it started
 * @param {{ withinMs: number }} options
 */
export async function waitUntilQuiet(pids, { withinMs }) {
  await waitUntil(
    async () => {
      const before = cpuSeconds(pids);
      await sleep(QUIET.forMs);
      return cpuSeconds(pids) - before < (QUIET.share * QUIET.forMs) / 1000;
    },
    { what: 'the background work to end', withinMs, everyMs: 0 },
  );
}

function cpuSeconds(pids) {
  return pids.reduce((total, pid) => total + sum(pid, 'cputimes'), 0);
}

function sum(pid, column) {
  const processes = execFileSync('ps', ['-A', '-o', `pid=,ppid=,${column}=`], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [child, parent] of processes) {
      if (family.has(parent)) {
        family.add(child);
      }
    }
  }
  return processes
    .filter(([id]) => family.has(id))
    .reduce((total, [, , value]) => total + value, 0);
}
