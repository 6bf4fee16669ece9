import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that runs until a test ends it. */
export class Daemon {
  readonly #child: ChildProcess;
  #output = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', data => {
        this.#output = (this.#output + data).slice(-200_000);
      });
    }
  }

  /** @param isReady - asked until it says so */
  static async start(
    command: string[],
    isReady: (output: string) => boolean | Promise<boolean>,
    environment: Record<string, string> = {},
  ): Promise<Daemon> {
    const daemon = new Daemon(
      spawn(command[0], command.slice(1), {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: '/usr/bin:/bin', ...environment },
      }),
    );
    for (let i = 0; i < 800; i += 1) {
      if (await isReady(daemon.#output)) {
        return daemon;
      }
      await sleep(50);
    }
    await daemon.stop();
    throw new Error(`${command.join(' ')} did not start:\n${daemon.#output}`);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get output(): string {
    return this.#output;
  }

  /** Ends it with all that it has started. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise(resolve => this.#child.once('exit', resolve));
      for (const pid of listTree(this.pid).reverse()) {
        kill(pid, 'SIGKILL');
      }
      await gone;
    }
  }
}

/** sshd has to be started by its whole path, and lies where the paths of people do not lead. */
export function findSshd(): string {
  const places = ['/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  const found = places.find(place => existsSync(join(place, 'sshd')));
  if (!found) {
    throw new Error(
      'These tests need sshd; on Debian: apt-get install openssh-server',
    );
  }
  return join(found, 'sshd');
}

/** Starts sshd in the foreground. */
export async function startSshd(
  configuration: string,
  port: number,
): Promise<Daemon> {
  return Daemon.start([findSshd(), '-D', '-e', '-f', configuration], () =>
    listens(port),
  );
}

export async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Every process, with its parent and its command line. */
export function listProcesses(): {
  pid: number;
  parent: number;
  command: string;
}[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) {
      return [];
    }
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return [
        {
          pid: Number(name),
          parent: Number(parent),
          command: command.replaceAll('\0', ' ').trim(),
        },
      ];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });
}

/** A process and everything below it. */
export function listTree(root: number): number[] {
  const processes = listProcesses();
  const tree = [root];
  for (const known of tree) {
    tree.push(
      ...processes
        .filter(({ parent }) => parent === known)
        .map(({ pid }) => pid),
    );
  }
  return tree;
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
