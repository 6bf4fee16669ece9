import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** It has to be started by its whole path, and lies where the paths of people do not lead. */
export function findSshd(): string {
  const found = [
    '/usr/sbin/sshd',
    '/usr/bin/sshd',
    '/usr/local/sbin/sshd',
    '/opt/homebrew/sbin/sshd',
  ].find(place => existsSync(place));
  if (!found) {
    throw new Error(
      'These tests need sshd; on Debian: apt-get install openssh-server',
    );
  }
  return found;
}

/** An account to log in to. It stays: other tests may use it right now. */
export function addAccount(name: string): void {
  try {
    execFileSync('id', [name], { stdio: 'ignore' });
  } catch {
    execFileSync('useradd', [
      ...['--system', '--no-create-home', '--home-dir', '/nonexistent'],
      ...['--shell', '/bin/sh', name],
    ]);
  }
  execFileSync('usermod', ['--password', '*', name]);
}
