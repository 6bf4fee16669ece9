import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * What tells a running process from every other one, also from a later one with the same id: when it was started.
 *
 * @param {number} pid
 * @returns {string | undefined} undefined if it does not run any more
 */
export function identify(pid) {
  return fs.existsSync('/proc/self/stat')
    ? identifyOnLinux(pid)
    : identifyWithPs(pid);
}

function identifyOnLinux(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    return fields[0] === 'Z' ? undefined : `${boot.trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function identifyWithPs(pid) {
  const { stdout } = spawnSync(
    'ps',
    ['-p', String(pid), '-o', 'stat=,lstart='],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  const [state, ...started] = (stdout ?? '').trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : started.join(' ');
}
