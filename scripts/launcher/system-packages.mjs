import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import { Failure } from './failure.mjs';
import { logDirectory } from './paths.mjs';
import { hasProgram } from './requirements.mjs';
import { runLogged } from './run.mjs';

/** What the tests use beside Node.js and git: the program, the Debian package it comes in, and what for. */
const NEEDED = [
  { program: 'git', debian: 'git', purpose: 'repositories are real' },
  {
    program: 'python3',
    debian: 'python3',
    purpose: 'native add-ons are compiled',
  },
  { program: 'make', debian: 'make', purpose: 'native add-ons are compiled' },
  { program: 'g++', debian: 'g++', purpose: 'native add-ons are compiled' },
  {
    program: 'chromium',
    debian: 'chromium',
    purpose: 'end-to-end tests run in a real browser',
  },
  {
    program: 'ssh',
    debian: 'openssh-client',
    purpose: 'releases reach hosts with it',
  },
  {
    program: 'sshd',
    place: '/usr/sbin/sshd',
    debian: 'openssh-server',
    purpose: 'tests of releases start hosts of their own',
  },
];

/** The system programs of the tests, as text for a person. */
export function describeSystemPrograms() {
  return NEEDED.map(
    ({ program, debian, purpose }) =>
      `  ${program.padEnd(9)} (Debian: ${debian}) ${purpose}`,
  ).join('\n');
}

/** Installs what is missing, as root on Debian; elsewhere says what to install. */
export async function provideSystemPrograms() {
  const missing = NEEDED.filter(
    ({ program, place }) =>
      !hasProgram(program) && !(place && fs.existsSync(place)),
  );
  if (missing.length === 0) {
    return 'skipped';
  }
  const packages = missing.map(({ debian }) => debian);
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new Failure(
      `These programs are missing: ${missing.map(({ program }) => program).join(', ')}. Install them (on Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}), then run the same command again.`,
    );
  }
  // Installing an SSH server must not start one: the tests start their own.
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    RUNLEVEL: '1',
  };
  const options = { cwd: '/', env, log: `${logDirectory}/system-packages.log` };
  await runLogged('apt-get', ['update'], options);
  await runLogged(
    'apt-get',
    ['install', '--yes', '--no-install-recommends', ...packages],
    options,
  );
  return 'done';
}

/** The browser of the end-to-end tests. */
export function findChromium() {
  const { stdout } = spawnSync('sh', ['-c', 'command -v chromium'], {
    encoding: 'utf8',
  });
  return stdout.trim();
}
