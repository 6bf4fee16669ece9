import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addAccount,
  findPort,
  findSshd,
  kill,
  listens,
  listTree,
} from '@stagedoor/test-programs';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { plannedHost } from './testPlan';

/** Stands for `/srv` of every host; each sees a folder of its own there. */
export const hostsPath = '/srv/stagedoor-test';

const isRoot = process.getuid?.() === 0;
const rootUser = 'stagedoor-test';

/** One real sshd on a port and with a folder of its own. */
export class SshHost {
  readonly name: string;
  readonly directory: string;
  readonly port: number;
  #daemon: ChildProcess | undefined;
  readonly #configuration: string;

  constructor(options: {
    name: string;
    directory: string;
    port: number;
    configuration: string;
  }) {
    this.name = options.name;
    this.directory = options.directory;
    this.port = options.port;
    this.#configuration = options.configuration;
  }

  /** Its own private key: no account lets it in. */
  get key(): string {
    return `${this.directory}.key`;
  }

  /** Where something below `hostsPath` lies in fact. */
  path(...parts: string[]): string {
    return join(this.directory, 'srv', ...parts);
  }

  async start(): Promise<void> {
    this.#daemon = spawn(findSshd(), ['-D', '-e', '-f', this.#configuration], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for (let i = 0; i < 100; i += 1) {
      if (await listens(this.port)) {
        return;
      }
      await sleep(50);
    }
    throw new Error(`sshd of ${this.name} does not listen`);
  }

  /** Leaves little room below a folder; without root, for every file by itself. */
  async limitDisk(folder: string, bytes: number): Promise<() => Promise<void>> {
    if (!isRoot) {
      const limit = `${this.path()}.limit`;
      writeFileSync(limit, String(Math.floor(bytes / 512)));
      return () => rm(limit);
    }
    const aside = `${folder}.aside`;
    execFileSync('cp', ['-a', folder, aside]);
    execFileSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${bytes},mode=777`,
      'tmpfs',
      folder,
    ]);
    execFileSync('cp', ['-a', `${aside}/.`, folder]);
    return async () => {
      execFileSync('umount', ['--lazy', folder]);
      await rm(aside, { recursive: true });
    };
  }

  /** Like a machine whose network is gone: connections stay open, nothing answers. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  async stop(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    if (daemon?.pid && daemon.exitCode === null) {
      const gone = new Promise(resolve => daemon.once('exit', resolve));
      for (const pid of listTree(daemon.pid).reverse()) {
        kill(pid, 'SIGCONT');
        kill(pid, 'SIGKILL');
      }
      await gone;
    }
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#daemon?.pid) {
      listTree(this.#daemon.pid).forEach(pid => kill(pid, signal));
    }
  }
}

/** Lines for the sshd of a host, by its name, the file of its key, and the account there. */
type HostSettings = (name: string, key: string, user: string) => string[];

/** Several hosts, and what it takes to log in on them. */
export class SshHosts {
  readonly user = isRoot ? rootUser : userInfo().username;
  readonly identityFile: string;
  readonly knownHostsFile: string;
  readonly hosts: SshHost[] = [];

  /** @param settings - further lines for the sshd of each host */
  static async start(
    directory: string,
    count: number,
    settings: HostSettings = () => [],
  ): Promise<SshHosts> {
    const hosts = new SshHosts(directory);
    await hosts.#start(count, settings);
    return hosts;
  }

  private constructor(readonly directory: string) {
    this.identityFile = join(directory, 'id');
    this.knownHostsFile = join(directory, 'known_hosts');
  }

  /** As planned hosts; `batch` says to which batch each belongs. */
  planned(
    batches: readonly number[],
    names?: readonly string[],
  ): PlannedHost[] {
    return this.hosts
      .filter(({ name }) => !names || names.includes(name))
      .slice(0, batches.length)
      .map(({ name, port }, index) =>
        plannedHost(name, {
          connection: 'ssh',
          address: `127.0.0.1:${port}`,
          batch: batches[index],
        }),
      );
  }

  get(name: string): SshHost {
    return this.hosts.find(host => host.name === name)!;
  }

  async stop(): Promise<void> {
    await Promise.all(this.hosts.map(host => host.stop()));
  }

  async #start(count: number, settings: HostSettings): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    chmodSync(this.directory, 0o755);
    if (isRoot) {
      mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
      addAccount(this.user);
    }
    generateKey(this.identityFile);
    const enter = join(this.directory, 'enter.sh');
    writeFileSync(
      enter,
      `[ ! -f "$1.limit" ] || ulimit -f "$(cat "$1.limit")"\nexec sh -c "$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed "s#${hostsPath}#$1#g")"\n`,
    );
    const known: string[] = [];
    for (let i = 1; i <= count; i += 1) {
      const name = `prod-${i}`;
      const directory = join(this.directory, name);
      mkdirSync(join(directory, 'srv'), { recursive: true });
      if (isRoot) {
        execFileSync('chown', ['-R', this.user, directory]);
      }
      const port = await findPort();
      const key = join(this.directory, `${name}.key`);
      generateKey(key);
      known.push(`[127.0.0.1]:${port} ${readFileSync(`${key}.pub`, 'utf8')}`);
      const configuration = join(this.directory, `${name}.conf`);
      writeFileSync(
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
          'KbdInteractiveAuthentication no',
          `ForceCommand /bin/sh ${enter} ${join(directory, 'srv')}`,
          'LogLevel ERROR',
          ...settings(name, key, this.user),
        ].join('\n'),
      );
      this.hosts.push(new SshHost({ name, directory, port, configuration }));
    }
    writeFileSync(this.knownHostsFile, known.join(''));
    await Promise.all(this.hosts.map(host => host.start()));
  }
}

function generateKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}
