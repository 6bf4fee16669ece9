import { PinnedHost } from '@stagedoor/plugin-access-common';
import { findPort } from '@stagedoor/test-programs';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Daemon, startSshd } from './daemons';

const programs = resolve(__dirname, '../../../../../deploy/bastion');
const isRoot = process.getuid?.() === 0;

/**
 * The account of sessions and hosts. As root it is one of its own, so that what one account must not do to another is
 * tried in earnest; otherwise everything is the account of the tests.
 */
export const account = isRoot ? 'stagedoor-test' : userInfo().username;

/** A real sshd that trusts the platform's certificates, as onboard-host.sh sets one up. */
export interface Target {
  pinned: PinnedHost;
  daemon: Daemon;
  stop(): Promise<void>;
}

/** A real bastion: sshd, the gate and a collector. */
export interface TestBastion {
  port: number;
  collector: Daemon;
  daemon: Daemon;
  settings: string;
  knownHosts: string;
  /** The revocation list that its sshd reads. */
  revocations: string;
  /** Where the keys of its sessions lie. */
  temporary: string;
  /** Fetches the revocation list. */
  refreshRevocations(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes bastions and hosts in a folder, with the authorities of a platform. */
export class SshWorld {
  readonly #directory: string;
  readonly #caFolder: string;
  readonly #running: { stop(): Promise<void> }[] = [];

  constructor(directory: string, caFolder: string) {
    this.#directory = directory;
    this.#caFolder = caFolder;
    chmodSync(directory, 0o755);
    if (isRoot) {
      mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
      addUser(account);
    }
  }

  async startTarget(name: string): Promise<Target> {
    const folder = this.#makeFolder(`host-${name}`);
    const port = await findPort();
    const key = this.#makeHostKey(folder, name);
    const principals = join(folder, 'principals');
    writeFileSync(principals, `host:${name}:${account}\n`);
    const configuration = join(folder, 'sshd_config');
    writeFileSync(
      configuration,
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${key}`,
        `HostCertificate ${key}-cert.pub`,
        `TrustedUserCAKeys ${join(this.#caFolder, 'hosts-users.pub')}`,
        `AuthorizedPrincipalsFile ${principals}`,
        'AuthorizedKeysFile none',
        'PidFile none',
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'Subsystem sftp internal-sftp',
        'LogLevel VERBOSE',
      ].join('\n'),
    );
    const daemon = await startSshd(configuration, port);
    this.#running.push(daemon);
    return {
      daemon,
      pinned: {
        ref: `resource:default/${name}`,
        name,
        address: `127.0.0.1:${port}`,
        environment: 'production',
      },
      stop: () => daemon.stop(),
    };
  }

  async startBastion(options: {
    name: string;
    platform: string;
    token: string;
  }): Promise<TestBastion> {
    const folder = this.#makeFolder(`bastion-${options.name}`);
    // Where the checkout lies, other accounts may not get.
    const programFolder = join(folder, 'programs');
    cpSync(programs, programFolder, { recursive: true });
    execFileSync('chmod', ['-R', 'go+rX', programFolder]);
    const token = join(folder, 'token');
    writeFileSync(token, `${options.token}\n`, { mode: 0o600 });
    const key = this.#makeHostKey(folder, options.name);
    const settings = join(folder, 'bastion.json');
    const revocations = join(folder, 'revoked-keys');
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    chmodSync(temporary, 0o1777);
    writeFileSync(
      settings,
      JSON.stringify({
        platform: options.platform,
        tokenFile: token,
        socket: join(folder, 'collector.sock'),
        user: account,
        principalsUser: isRoot ? 'nobody' : account,
        revocations,
        temporary,
        probeKey: `${key}.pub`,
      }),
    );
    const run = (program: string, ...args: string[]) => [
      '/usr/bin/python3',
      '-I',
      join(programFolder, program),
      ...args,
    ];
    const refreshRevocations = async () => {
      const [file, ...args] = run('stagedoor-krl', settings);
      await promisify(execFile)(file, args);
    };
    execFileSync('ssh-keygen', ['-q', '-k', '-f', revocations]);
    const port = await findPort();
    const configuration = join(folder, 'sshd_config');
    writeFileSync(
      configuration,
      fillIn(readFileSync(join(programs, 'sshd_config'), 'utf8'), {
        port: String(port),
        listen: '127.0.0.1',
        hostKey: key,
        user: account,
        rootLogin: 'no',
        userAuthorities: join(this.#caFolder, 'bastion-users.pub'),
        principalsCommand: run(
          'stagedoor-principals',
          '--settings',
          settings,
        ).join(' '),
        principalsUser: isRoot ? 'nobody' : account,
        revocations,
        banner: 'none',
        gate: run('stagedoor-gate', settings).join(' '),
      }),
    );
    const knownHosts = join(folder, 'known_hosts');
    writeFileSync(
      knownHosts,
      `[127.0.0.1]:${port} ${readFileSync(`${key}.pub`, 'utf8')}`,
    );
    const collector = await Daemon.start(
      run('stagedoor-collector', settings),
      output => output.includes('ready'),
    );
    const daemon = await startSshd(configuration, port);
    this.#running.push(daemon, collector);
    return {
      port,
      collector,
      daemon,
      settings,
      knownHosts,
      revocations,
      temporary,
      refreshRevocations,
      async stop() {
        await daemon.stop();
        await collector.stop();
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map(one => one.stop()));
  }

  #makeFolder(name: string): string {
    const folder = join(this.#directory, name);
    mkdirSync(folder, { mode: 0o755 });
    return folder;
  }

  #makeHostKey(folder: string, name: string): string {
    const key = join(folder, 'host_key');
    makeKey(key);
    execFileSync('ssh-keygen', [
      '-q',
      ...['-s', join(this.#caFolder, 'host-keys')],
      ...['-I', name, '-h', '-n', name],
      `${key}.pub`,
    ]);
    return key;
  }
}

export function makeKey(file: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

function fillIn(template: string, words: Record<string, string>): string {
  return template.replace(/@(\w+)@/g, (_, word: string) => words[word]);
}

/** It stays: other runs of these tests may use it right now. */
function addUser(name: string): void {
  try {
    execFileSync('id', [name], { stdio: 'ignore' });
  } catch {
    execFileSync('useradd', [
      ...['--system', '--no-create-home', '--home-dir', '/nonexistent'],
      ...['--shell', '/bin/sh'],
      name,
    ]);
  }
  execFileSync('usermod', ['--password', '*', name]);
}
