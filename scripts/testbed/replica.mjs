import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, workDirectory } from '../launcher/paths.mjs';
import { NODE_FLAGS } from '../launcher/platform.mjs';
import { findFreePort } from '../launcher/postgres.mjs';

const READY_WITHIN_MS = 90_000;
const POLL_MS = 50;

/** One process of the testbed's backend. Several share a database and a data folder. */
export class Replica {
  #child;
  #log;

  /**
   * Starts a replica and waits until it is ready.
   *
   * @param {{ name: string, directory: string, configure: (port: number) => object, features: string, env?: NodeJS.ProcessEnv,
   *   wrapper?: string[] }} options
   *   `directory` gets its configuration and log; `wrapper` is a command line that runs the one given to it
   */
  static async start(options) {
    const replica = new Replica();
    await replica.#start(options);
    return replica;
  }

  async #start({ name, directory, configure, features, env, wrapper = [] }) {
    const port = await findFreePort();
    this.name = name;
    this.address = `http://localhost:${port}`;
    const config = path.join(directory, `${name}.json`);
    fs.writeFileSync(config, JSON.stringify(configure(port)), { mode: 0o600 });
    this.#log = path.join(directory, `${name}.log`);
    const out = fs.openSync(this.#log, 'a');
    const [program, ...args] = [
      ...wrapper,
      process.execPath,
      ...NODE_FLAGS,
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join(root, 'packages/testbed/src/main.ts'),
      '--config',
      config,
    ];
    this.#child = spawn(program, args, {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_COMPILE_CACHE: path.join(workDirectory, 'compile-cache'),
        TESTBED_FEATURES: features,
        ...env,
      },
      stdio: ['ignore', out, out, 'ipc'],
    });
    fs.closeSync(out);
    // However the driver ends, nothing of it goes on.
    process.once('exit', this.#kill);
    this.ended = once(this.#child, 'exit').then(() =>
      process.off('exit', this.#kill),
    );
    await this.#waitUntilReady();
  }

  get pid() {
    return this.#child.pid;
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #waitUntilReady() {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (!this.isRunning) {
        throw new Error(
          `${this.name} ended while starting: ${this.readLog().slice(-2000)}`,
        );
      }
      const answer = await fetch(
        `${this.address}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) {
        return;
      }
      await sleep(POLL_MS);
    }
    await this.kill();
    throw new Error(
      `${this.name} was not ready in ${READY_WITHIN_MS / 1000} s, see ${this.#log}`,
    );
  }

  readLog() {
    return fs.readFileSync(this.#log, 'utf8');
  }

  #kill = () => this.#child.kill('SIGKILL');

  /** Ends it as a power cut would. */
  async kill() {
    if (this.isRunning) {
      this.#kill();
    }
    await this.ended;
  }

  /** Lets it stand still; it does not notice. */
  freeze() {
    this.#child.kill('SIGSTOP');
  }

  thaw() {
    this.#child.kill('SIGCONT');
  }

  /** Asks it to end. */
  async stop() {
    if (this.isRunning) {
      this.#child.kill('SIGTERM');
    }
    await this.ended;
  }
}
