import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Whether a process runs and is what it was taken for: ids are used again, so the command line has to hold the marker.
 *
 * @param {number} pid
 * @param {string} marker - a part of the command line
 */
export function isAlive(pid, marker) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') {
      return false;
    }
  }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,args='], {
    encoding: 'utf8',
  });
  // Without `ps` the id alone has to do.
  return stdout
    ? stdout.includes(marker) && !stdout.trim().startsWith('Z')
    : true;
}

/**
 * Ends a process: asks first, then insists.
 *
 * @param {number} pid
 * @param {{ marker: string, signal: NodeJS.Signals, withinMs: number, insist?: NodeJS.Signals }} options
 */
export async function stopProcess(
  pid,
  { marker, signal, withinMs, insist = 'SIGKILL' },
) {
  if (!isAlive(pid, marker)) {
    return;
  }
  send(pid, signal);
  const deadline = Date.now() + withinMs;
  while (isAlive(pid, marker)) {
    if (Date.now() > deadline) {
      send(pid, insist);
      await sleep(300);
      return;
    }
    await sleep(100);
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended since it was looked at, which is all that was wanted.
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}
