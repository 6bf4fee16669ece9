import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from './wait-until.mjs';

/** Clock ticks a second, as Linux counts them for programs. */
const TICKS = 100;

/** How much of one processor core may be in use for things to count as quiet, and for how long. */
const QUIET = { share: 0.1, forMs: 3_000 };

/** Resident memory of a process and everything it started, in MB. */
export function readMemory(pid) {
  return listFamily(pid).reduce((total, id) => total + residentMemory(id), 0);
}

/** Processor time that a process has used with all its threads, in seconds. */
export function readProcessorTime(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold spaces; what follows it may not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = fields.slice(11, 13).map(Number);
  return (user + system) / TICKS;
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
  return pids.reduce(
    (total, pid) =>
      total + listFamily(pid).reduce((time, id) => time + processorTime(id), 0),
    0,
  );
}

function residentMemory(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(
    fs.readFileSync(`/proc/${pid}/status`, 'utf8'),
  ) ?? [undefined, 0];
  return Number(kilobytes) / 1024;
}

/** Zero for a process that has just ended. */
function processorTime(pid) {
  try {
    return readProcessorTime(pid);
  } catch {
    return 0;
  }
}

function listFamily(pid) {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {
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
  return [...family];
}
