import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../scripts/launcher/postgres.mjs';

/** The account on the hosts. Its shell reads no files when it starts, which would otherwise be most of what is measured. */
export const USER = 'stagedoor-bench';

/** Where each host has a folder of its own, though all are one machine. */
export const FOLDER = '/srv/stagedoor-bench';

/** Why hosts cannot be started here; undefined if they can. */
export function findObstacle() {
  if (process.getuid?.() !== 0) {
    return 'it takes root to give each sshd a folder of its own';
  }
  const missing = ['/usr/sbin/sshd', '/usr/bin/ssh', '/usr/bin/unshare'].filter(
    file => !fs.existsSync(file),
  );
  return missing.length > 0 ? `${missing.join(' and ')} is missing` : undefined;
}

/** Real sshd processes on ports of loopback, each in a mount namespace in which {@link FOLDER} is its own. */
export class SshHosts {
  hosts = [];
  #daemons = [];
  #madeUser = false;

  /**
   * @param {string} directory
   * @param {number} count
   */
  static async start(directory, count) {
    const hosts = new SshHosts();
    await hosts.#prepare(directory, count);
    // However the benchmark ends, nothing of it goes on.
    process.once('exit', hosts.#killNow);
    await hosts.restart();
    return hosts;
  }

  /** Every connection ends, so that whoever comes next has to sign in. */
  async restart() {
    await this.#kill();
    this.#daemons = this.hosts.map(({ directory, configuration }) =>
      spawn(
        'unshare',
        [
          '--mount',
          'sh',
          '-c',
          'mount --bind "$1" "$2" && exec /usr/sbin/sshd -D -f "$3"',
          'sh',
          directory,
          FOLDER,
          configuration,
        ],
        // A session of its own, in which everything of it can be ended together.
        { stdio: 'ignore', detached: true },
      ),
    );
    await Promise.all(this.hosts.map(({ port }) => waitForPort(port)));
  }

  async stop() {
    await this.#kill();
    process.off('exit', this.#killNow);
    if (this.#madeUser) {
      spawnSync('userdel', [USER], { stdio: 'ignore' });
    }
    fs.rmSync(FOLDER, { recursive: true, force: true });
  }

  async #prepare(directory, count) {
    fs.mkdirSync(directory, { recursive: true, mode: 0o755 });
    fs.mkdirSync(FOLDER, { recursive: true });
    fs.mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    this.#makeUser();
    this.identityFile = path.join(directory, 'id');
    this.knownHostsFile = path.join(directory, 'known_hosts');
    makeKey(this.identityFile);
    for (let number = 1; number <= count; number += 1) {
      const name = `host-${number}`;
      const own = path.join(directory, name);
      fs.mkdirSync(own);
      execFileSync('chown', [USER, own]);
      const port = await findFreePort();
      const key = path.join(directory, `${name}.key`);
      makeKey(key);
      fs.appendFileSync(
        this.knownHostsFile,
        `[127.0.0.1]:${port} ${fs.readFileSync(`${key}.pub`, 'utf8')}`,
      );
      const configuration = path.join(directory, `${name}.conf`);
      fs.writeFileSync(
        configuration,
        [
          `Port ${port}`,
          'ListenAddress 127.0.0.1',
          `HostKey ${key}`,
          `AuthorizedKeysFile ${this.identityFile}.pub`,
          'PidFile none',
          'StrictModes no',
          'UsePAM no',
          'PasswordAuthentication no',
          'Subsystem sftp internal-sftp',
          'LogLevel ERROR',
        ].join('\n'),
      );
      this.hosts.push({ name, port, directory: own, configuration });
    }
  }

  #makeUser() {
    if (spawnSync('id', [USER], { stdio: 'ignore' }).status === 0) {
      return;
    }
    execFileSync('useradd', [
      '--system',
      '--no-create-home',
      '--home-dir',
      FOLDER,
      '--shell',
      '/bin/sh',
      USER,
    ]);
    // No password, but not locked either: sshd lets nobody into a locked account.
    execFileSync('usermod', ['--password', '*', USER]);
    this.#madeUser = true;
  }

  async #kill() {
    const daemons = this.#daemons;
    this.#daemons = [];
    const ended = Promise.all(daemons.map(daemon => once(daemon, 'exit')));
    daemons.forEach(endFamily);
    await ended;
  }

  #killNow = () => this.#daemons.forEach(endFamily);
}

/** Connections are sessions of their own, but children of the daemon. */
function endFamily({ pid }) {
  for (const id of [...listChildren(pid), pid]) {
    spawnSync('kill', ['-KILL', String(id)], { stdio: 'ignore' });
  }
}

function listChildren(pid) {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], {
    encoding: 'utf8',
  });
  const children = stdout.trim().split('\n').filter(Boolean).map(Number);
  return children.flatMap(child => [...listChildren(child), child]);
}

function makeKey(file) {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}

async function waitForPort(port) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = net.connect({ host: '127.0.0.1', port });
    const connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (connected) {
      return;
    }
    await sleep(25);
  }
  throw new Error(`no sshd listens on port ${port}`);
}
