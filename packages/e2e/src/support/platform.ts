import { ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(__dirname, '..', '..', '..', '..');

/** A platform started with the command that people use, on a data folder of its own. */
export class StartedPlatform {
  readonly #launcher: ChildProcess;
  #output = '';

  private constructor(
    readonly url: string,
    readonly data: string,
    launcher: ChildProcess,
  ) {
    this.#launcher = launcher;
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream?.on('data', chunk => {
        this.#output += chunk;
      });
    }
  }

  /** Starts it and waits until it says that it is ready. */
  static async start(options: {
    data: string;
    port: number;
    /** Configuration files in place of the example organisation; relative to the checkout. */
    config?: string[];
  }): Promise<StartedPlatform> {
    const { data, port, config = [] } = options;
    const launcher = spawn(
      process.execPath,
      [
        'scripts/start.mjs',
        ...['--data', data, '--port', String(port)],
        ...config.flatMap(file => ['--config', file]),
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const platform = new StartedPlatform(
      `http://localhost:${port}`,
      data,
      launcher,
    );
    await platform.#says(/Stagedoor is ready/, 120_000);
    return platform;
  }

  /** Ends it the way a terminal or a service manager does; tells how long that took. */
  async stop(signal: 'SIGINT' | 'SIGTERM'): Promise<{ milliseconds: number }> {
    const started = Date.now();
    const ended = this.#ended();
    this.#launcher.kill(signal);
    await ended;
    return { milliseconds: Date.now() - started };
  }

  /** Kills the backend process alone and waits until the launcher has started it again. */
  async killBackend(): Promise<void> {
    this.#output = '';
    process.kill(this.#running().platform, 'SIGKILL');
    await this.#says(/It is ready again/, 60_000);
  }

  /** Kills everything at once, as a power cut would. */
  async killAll(): Promise<void> {
    const { platform, postgres } = this.#running();
    const ended = this.#ended();
    this.#launcher.kill('SIGKILL');
    process.kill(platform, 'SIGKILL');
    process.kill(postgres, 'SIGKILL');
    await ended;
  }

  /** The processes that the launcher started. */
  processes(): number[] {
    const { platform, postgres } = this.#running();
    return [platform, postgres];
  }

  #running(): { platform: number; postgres: number } {
    return JSON.parse(
      fs.readFileSync(path.join(this.data, 'running.json'), 'utf8'),
    );
  }

  #ended(): Promise<void> {
    return new Promise(resolve => {
      if (
        this.#launcher.exitCode !== null ||
        this.#launcher.signalCode !== null
      ) {
        resolve();
      } else {
        this.#launcher.once('exit', () => resolve());
      }
    });
  }

  async #says(words: RegExp, withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!words.test(this.#output)) {
      if (this.#launcher.exitCode !== null) {
        throw new Error(`The platform ended instead: ${this.#output}`);
      }
      if (Date.now() > deadline) {
        throw new Error(`It did not say ${words}: ${this.#output}`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

/** Kills the backend process of a platform that somebody else has started, and waits until its launcher has a new one. */
export async function killBackendOf(options: {
  data: string;
  url: string;
}): Promise<void> {
  const killed = readBackend(options.data);
  if (killed === undefined) {
    throw new Error(`No platform runs with the data folder ${options.data}`);
  }
  process.kill(killed, 'SIGKILL');
  const deadline = Date.now() + 120_000;
  let next: number | undefined = killed;
  while (next === killed || next === undefined || !(await isReady(options))) {
    if (Date.now() > deadline) {
      throw new Error('The launcher has not started the backend again');
    }
    await new Promise(resolve => setTimeout(resolve, 200));
    next = readBackend(options.data);
  }
}

/** The backend process of a platform; undefined if none runs, or while the launcher writes down which one does. */
function readBackend(data: string): number | undefined {
  try {
    const text = fs.readFileSync(path.join(data, 'running.json'), 'utf8');
    return JSON.parse(text).platform;
  } catch {
    return undefined;
  }
}

function isReady({ url }: { url: string }): Promise<boolean> {
  return fetch(`${url}/.backstage/health/v1/readiness`).then(
    answer => answer.ok,
    () => false,
  );
}

/** A new folder that PostgreSQL's user may pass even when the tests run as root. */
export function newDataFolder(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-e2e-'));
  fs.chmodSync(directory, 0o711);
  return directory;
}

/** Whether a process with this id runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A loopback port that is free at the moment. */
export async function findFreePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('A TCP server without a port: this is a bug in the test');
  }
  return address.port;
}
