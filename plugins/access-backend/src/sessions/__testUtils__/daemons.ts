import { findSshd, kill, listens, listTree } from '@stagedoor/test-programs';
import { ChildProcess, spawn } from 'node:child_process';
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

/** Starts sshd in the foreground. */
export async function startSshd(
  configuration: string,
  port: number,
): Promise<Daemon> {
  return Daemon.start([findSshd(), '-D', '-e', '-f', configuration], () =>
    listens(port),
  );
}
