import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeldPort } from './held-port.mjs';
import { root } from './paths.mjs';
import {
  bannerText,
  enterScript,
  hostConfiguration,
  hostPrincipals,
  bastionConfiguration,
} from './bastion-files.mjs';

/** Which hosts of the example organisation can be logged in to: folders of the data folder. */
const HOSTS = [
  ...['dev-1', 'dev-2', 'staging-1', 'staging-2', 'staging-3'],
  ...['prod-1', 'prod-2', 'prod-3', 'prod-4', 'prod-5', 'prod-6', 'prod-7'],
  ...['status-1', 'bastion-1'],
];
const DEFAULT_PORT = 7022;
const PYTHON = '/usr/bin/python3';
const PROGRAMS = path.join(root, 'deploy', 'bastion');
/** Has the kernel end a program together with the launcher, however that ends. */
const END_WITH_PARENT =
  'import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])';

/**
 * A bastion to try things out with: stock OpenSSH as in production, but in one account, that of the platform. One more
 * sshd stands for hosts of the example organisation. Both listen on this machine only.
 */
export class DemonstrationBastion {
  #folder;
  #sockets;
  #children = [];
  /** Held until sshd takes them, so that no other program does while the platform starts. */
  #ports;
  #token;
  #accounts;
  #sshd;

  /**
   * Looks whether there can be one, and makes what the platform has to know of it.
   *
   * @param {{ folder: import('./data-folder.mjs').DataFolder, accounts: string[], port?: number }} options
   * @returns {Promise<{ bastion?: DemonstrationBastion, problem?: string }>} the problem is for the person
   */
  static async prepare({ folder, accounts, port }) {
    if (process.platform !== 'linux') {
      return { problem: 'it runs on Linux only' };
    }
    const sshd = [
      '/usr/sbin/sshd',
      '/usr/bin/sshd',
      '/usr/local/sbin/sshd',
    ].find(place => fs.existsSync(place));
    if (!sshd || !fs.existsSync(PYTHON) || !fs.existsSync('/usr/bin/ssh')) {
      return {
        problem:
          'there is no sshd here (on Debian or Ubuntu: sudo apt-get install openssh-server python3, then start again)',
      };
    }
    const { username } = os.userInfo();
    if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(username)) {
      return { problem: `sshd cannot be told of the account ${username}` };
    }
    if (/["'%\\\n]/.test(folder.directory) || /["'%\\\n]/.test(root)) {
      return {
        problem:
          'the path of the data folder holds characters that sshd does not understand',
      };
    }
    const bastion = new DemonstrationBastion();
    bastion.#folder = folder;
    bastion.#accounts = accounts;
    bastion.#sshd = sshd;
    bastion.#token = folder.secret('bastion', () =>
      randomBytes(32).toString('hex'),
    );
    fs.mkdirSync(folder.path('bastion'), { recursive: true, mode: 0o711 });
    bastion.#makeKey('bastion');
    bastion.#makeKey('host');
    const first = await HeldPort.find(port ?? DEFAULT_PORT, port !== undefined);
    bastion.#ports = {
      bastion: first,
      host: await HeldPort.find(first.number + 1, false),
    };
    return { bastion };
  }

  /** What the platform is told of it. */
  get configuration() {
    const { username } = os.userInfo();
    return {
      bastions: [
        {
          name: 'demonstration',
          address: `localhost:${this.#ports.bastion.number}`,
          user: username,
          token: this.#token,
          sourceAddress: '127.0.0.1',
          hostKey: this.#readKey('bastion'),
        },
      ],
      demonstration: {
        hosts: Object.fromEntries(
          HOSTS.map(host => [
            host,
            { address: `127.0.0.1:${this.#ports.host.number}`, user: username },
          ]),
        ),
      },
    };
  }

  /** Starts it, once the platform has made its authorities. @returns how to log in, or why not */
  async start(platform) {
    const authorities = this.#folder.path('access', 'ca');
    if (!fs.existsSync(path.join(authorities, 'hosts-users.pub'))) {
      return 'Bastion    not started: this platform has no certificate authority';
    }
    try {
      this.#writeFiles(platform, authorities);
      await this.#run([
        PYTHON,
        '-I',
        path.join(PROGRAMS, 'stagedoor-collector'),
        this.#path('bastion.json'),
      ]);
      await this.#run([
        PYTHON,
        '-I',
        path.join(PROGRAMS, 'stagedoor-krl'),
        '--every',
        '15',
        this.#path('bastion.json'),
      ]);
      for (const name of ['host', 'bastion']) {
        await this.#ports[name].release();
        const sshd = await this.#run([
          this.#sshd,
          '-D',
          '-e',
          '-f',
          this.#path(`${name}.conf`),
        ]);
        await untilItListens(sshd, this.#ports[name].number);
      }
    } catch (error) {
      await this.stop();
      return `Bastion    not started: ${error.message}. What it said is in ${this.#log}`;
    }
    const note = hasTerminals()
      ? ''
      : ' (commands only: without root, sshd can open terminals only where /dev/pts is mounted with gid=5)';
    return `Bastion    localhost:${this.#ports.bastion.number}, leads to ${HOSTS.length} hosts such as prod-1${note}`;
  }

  /** Ends it, with every session. */
  async stop() {
    await Promise.all(
      Object.values(this.#ports ?? {}).map(port => port.release()),
    );
    const children = this.#children.splice(0).reverse();
    await Promise.all(
      children.map(async child => {
        if (child.exitCode !== null || child.signalCode !== null) {
          return;
        }
        const ended = once(child, 'exit');
        // Sessions are in groups of their own, and end because the platform does not answer for them any more.
        child.kill('SIGTERM');
        const late = sleep(2_000, undefined, { ref: false }).then(() =>
          child.kill('SIGKILL'),
        );
        await Promise.race([ended, late.then(() => ended)]);
      }),
    );
    if (this.#sockets) {
      fs.rmSync(this.#sockets, { recursive: true, force: true });
    }
  }

  get #log() {
    return this.#folder.path('logs', 'bastion.log');
  }

  #path(name) {
    return this.#folder.path('bastion', name);
  }

  #readKey(name) {
    const [type, key] = fs
      .readFileSync(`${this.#path(name)}_key.pub`, 'utf8')
      .split(' ');
    return `${type} ${key.trim()}`;
  }

  #makeKey(name) {
    const file = `${this.#path(name)}_key`;
    if (!fs.existsSync(`${file}.pub`)) {
      fs.rmSync(file, { force: true });
      execute('ssh-keygen', [
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        '',
        '-f',
        file,
      ]);
    }
  }

  #writeFiles(platform, authorities) {
    const { username } = os.userInfo();
    // The path of a socket has to be short.
    this.#sockets = fs.mkdtempSync(
      path.join(os.tmpdir(), 'stagedoor-bastion-'),
    );
    const write = (name, text, mode = 0o600) => {
      fs.writeFileSync(this.#path(`${name}.new`), text, { mode });
      fs.renameSync(this.#path(`${name}.new`), this.#path(name));
    };
    const revocations = this.#path('revoked-keys');
    write('token', this.#token);
    write(
      'bastion.json',
      JSON.stringify({
        platform,
        tokenFile: this.#path('token'),
        socket: path.join(this.#sockets, 'collector'),
        user: username,
        principalsUser: username,
        revocations,
        probeKey: `${this.#path('bastion')}_key.pub`,
        temporary: this.#sockets,
      }),
    );
    // Empty, it would let everybody in.
    fs.rmSync(revocations, { force: true });
    execute('ssh-keygen', ['-q', '-k', '-f', revocations]);
    execute('ssh-keygen', [
      '-q',
      ...['-s', path.join(authorities, 'host-keys'), '-I', 'demonstration'],
      ...['-h', '-n', HOSTS.join(','), `${this.#path('host')}_key.pub`],
    ]);
    write('enter', enterScript({ hosts: this.#folder.path('hosts') }), 0o700);
    for (const host of HOSTS) {
      fs.mkdirSync(this.#folder.path('hosts', host), { recursive: true });
    }
    write(
      'principals',
      hostPrincipals({
        hosts: HOSTS,
        accounts: this.#accounts,
        enter: this.#path('enter'),
      }),
    );
    write(
      'host.conf',
      hostConfiguration({
        port: this.#ports.host.number,
        key: `${this.#path('host')}_key`,
        authority: path.join(authorities, 'hosts-users.pub'),
        principals: this.#path('principals'),
        user: username,
      }),
    );
    write('banner', bannerText({ platform }));
    write(
      'bastion.conf',
      bastionConfiguration({
        template: fs.readFileSync(path.join(PROGRAMS, 'sshd_config'), 'utf8'),
        port: this.#ports.bastion.number,
        key: `${this.#path('bastion')}_key`,
        user: username,
        authority: path.join(authorities, 'bastion-users.pub'),
        revocations,
        banner: this.#path('banner'),
        settings: this.#path('bastion.json'),
        python: PYTHON,
        programs: PROGRAMS,
      }),
    );
    if (process.getuid?.() === 0) {
      fs.mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    }
  }

  async #run([file, ...args]) {
    const log = fs.openSync(this.#log, 'a', 0o600);
    const child = spawn(PYTHON, ['-I', '-c', END_WITH_PARENT, file, ...args], {
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin:/usr/sbin', LANG: 'C.UTF-8' },
      // Ctrl-C is for the launcher, which ends it in its turn.
      detached: true,
    });
    fs.closeSync(log);
    await once(child, 'spawn');
    this.#children.push(child);
    return child;
  }
}

/** What answers there may be another program: only as long as sshd itself runs, it is sshd. */
async function untilItListens(sshd, port) {
  for (let i = 0; i < 200; i += 1) {
    const isThere = await answers(port);
    if (sshd.exitCode !== null || sshd.signalCode !== null) {
      throw new Error(`sshd ended instead of listening on port ${port}`);
    }
    if (isThere) {
      return;
    }
    await sleep(50);
  }
  throw new Error(`sshd does not listen on port ${port}`);
}

function execute(file, args) {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${file} failed: ${error?.message ?? stderr.trim()}`);
  }
}

function answers(port) {
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** sshd gives terminals to the group tty, which only root may do, unless the mount has done so already. */
function hasTerminals() {
  if (process.getuid?.() === 0) {
    return true;
  }
  const { status } = spawnSync(PYTHON, [
    '-I',
    '-c',
    'import grp, os, sys; group = os.fstat(os.openpty()[1]).st_gid; sys.exit(group != grp.getgrnam("tty").gr_gid)',
  ]);
  return status === 0;
}
