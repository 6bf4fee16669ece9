import { ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How an ssh has ended, and what it said. */
export interface SshResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** One ssh of a person. */
export class RunningSsh {
  readonly child: ChildProcess;
  readonly #stdout: Buffer[] = [];
  #stderr = '';
  readonly ended: Promise<SshResult>;

  constructor(command: string, args: string[]) {
    this.child = spawn(command, args, {
      stdio: 'pipe',
      env: {
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        TERM: 'xterm-256color',
        HOME: '/nonexistent',
      },
    });
    this.child.stdin?.on('error', () => {});
    this.child.stdout?.on('data', data => this.#stdout.push(data));
    this.child.stderr?.on('data', data => {
      this.#stderr += data;
    });
    this.ended = new Promise(resolve => {
      this.child.once('close', code =>
        resolve({
          code,
          stdout: Buffer.concat(this.#stdout),
          stderr: this.#stderr,
        }),
      );
    });
  }

  get output(): string {
    return Buffer.concat(this.#stdout).toString() + this.#stderr;
  }

  type(text: string | Buffer): void {
    this.child.stdin?.write(text);
  }

  /** Waits until something was said. */
  async says(pattern: RegExp, milliseconds = 40_000): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (!pattern.test(this.output)) {
      if (Date.now() > deadline || this.child.exitCode !== null) {
        await sleep(100);
        if (pattern.test(this.output)) {
          return;
        }
        throw new Error(
          `It never said ${pattern} (exit code ${this.child.exitCode}):\n${this.output}`,
        );
      }
      await sleep(25);
    }
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** The ssh of somebody who holds a certificate. */
export class SshClient {
  constructor(
    readonly options: {
      port: number;
      user: string;
      key: string;
      certificate: string;
      knownHosts: string;
    },
  ) {}

  get connection(): string[] {
    const { certificate, key, knownHosts, port, user } = this.options;
    return [
      ...['-F', 'none', '-o', 'BatchMode=yes', '-o', 'IdentitiesOnly=yes'],
      ...['-o', `CertificateFile=${certificate}`, '-o', `IdentityFile=${key}`],
      ...['-o', `UserKnownHostsFile=${knownHosts}`],
      ...['-o', 'StrictHostKeyChecking=yes', '-o', `User=${user}`],
      ...['-o', `Port=${port}`, '-o', 'ConnectTimeout=10'],
    ];
  }

  /** Starts ssh with options before the bastion and words behind it. */
  start(options: string[], words: string[] = []): RunningSsh {
    return new RunningSsh('ssh', [
      // Of several, ssh takes the first.
      ...options,
      ...this.connection,
      '127.0.0.1',
      ...words,
    ]);
  }

  /** Runs ssh to its end. */
  async run(
    options: string[],
    words: string[] = [],
    input?: Buffer,
  ): Promise<SshResult> {
    const ssh = this.start(options, words);
    ssh.child.stdin?.end(input);
    return ssh.ended;
  }

  /** A shell in a terminal of its own, of a size that can be changed. */
  shell(options: string[], words: string[]): RunningSsh {
    return this.start(['-tt', ...options], words);
  }
}
