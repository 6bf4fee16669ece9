import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeEnvironment } from '../../scripts/launcher/node.mjs';
import { NODE_FLAGS } from '../../scripts/launcher/platform.mjs';
import { findFreePort } from '../../scripts/launcher/postgres.mjs';
import { stopProcess } from '../../scripts/launcher/processes.mjs';
import { benchDirectory } from './paths.mjs';
import { readMemory, readProcessorTime } from './processes.mjs';

const READY_WITHIN_MS = 120_000;

/** Kubernetes waits 30 s by default, service managers more; the launcher 5 s. */
const STOP_WITHIN_MS = 15_000;

/** How often readiness is asked for: the resolution of the time to ready. */
const POLL_MS = 50;

/** A contender's backend process, started the same way for both. */
export class Backend {
  #contender;
  #child;

  /**
   * Starts the backend and waits until it says that it is ready.
   *
   * @param {import('./contender.mjs').Contender} contender
   * @param {{ databases: import('./databases.mjs').Databases, prefix: string, locations: object[], compileCache?: boolean }} options
   *   `prefix` is that of its databases; `compileCache` as shipped unless given
   */
  static async start(contender, options) {
    const backend = new Backend();
    await backend.#start(contender, options);
    return backend;
  }

  get pid() {
    return this.#child.pid;
  }

  get memory() {
    return readMemory(this.pid);
  }

  async #start(contender, { databases, prefix, locations, compileCache }) {
    const port = await findFreePort();
    this.#contender = contender;
    this.address = `http://localhost:${port}`;
    const directory = path.join(benchDirectory, contender.name);
    fs.mkdirSync(directory, { recursive: true });
    const config = path.join(directory, 'bench.json');
    fs.writeFileSync(
      config,
      JSON.stringify(
        configure({ contender, databases, prefix, locations, port }),
      ),
      { mode: 0o600 },
    );
    const log = fs.openSync(path.join(directory, 'backend.log'), 'a');
    const configs = [...contender.configs, config];
    const env = {
      ...nodeEnvironment(process.execPath),
      ...contender.env,
      NODE_ENV: 'production',
    };
    delete env.NODE_COMPILE_CACHE;
    if (compileCache ?? contender.usesCompileCache) {
      env.NODE_COMPILE_CACHE = contender.compileCache;
    }
    const started = performance.now();
    this.#child = spawn(
      process.execPath,
      [
        ...NODE_FLAGS,
        'packages/backend',
        ...configs.flatMap(file => ['--config', file]),
      ],
      { cwd: contender.directory, env, stdio: ['ignore', log, log] },
    );
    fs.closeSync(log);
    // However the benchmark ends, nothing of it goes on.
    process.once('exit', this.#kill);
    await this.#waitUntilReady();
    this.readyAfterMs = performance.now() - started;
    this.processorTime = readProcessorTime(this.pid);
  }

  async #waitUntilReady() {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (;;) {
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(
          `the backend of ${this.#contender.name} ended while starting, see ${benchDirectory}/${this.#contender.name}/backend.log`,
        );
      }
      const answer = await fetch(
        `${this.address}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) {
        return;
      }
      if (performance.now() > deadline) {
        await this.stop();
        throw new Error(
          `the backend of ${this.#contender.name} was not ready in ${READY_WITHIN_MS / 1000} s`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  #kill = () => this.#child.kill('SIGKILL');

  /** A token of the person that the contender's sign-in gives. */
  async signIn() {
    const { path: route, headers } = this.#contender.session;
    const answer = await fetch(`${this.address}${route}`, { headers });
    if (!answer.ok) {
      throw new Error(
        `${this.#contender.name} did not sign in: ${answer.status} ${await answer.text()}`,
      );
    }
    return (await answer.json()).backstageIdentity.token;
  }

  /** Ends the backend at once, when nobody needs its databases any more. */
  async kill() {
    const ended = once(this.#child, 'exit');
    this.#kill();
    await ended;
    process.off('exit', this.#kill);
  }

  /**
   * Asks the backend to end, and insists after a while.
   *
   * @returns {Promise<number>} how many ms it took
   */
  async stop() {
    const asked = performance.now();
    const ended = once(this.#child, 'exit');
    await stopProcess(this.pid, {
      marker: 'packages/backend',
      signal: 'SIGTERM',
      withinMs: STOP_WITHIN_MS,
    });
    await ended;
    process.off('exit', this.#kill);
    return performance.now() - asked;
  }
}

/**
 * The same for both: their databases on one server, the same entities, and background work that waits until the
 * measurement is over.
 */
function configure({ contender, databases, prefix, locations, port }) {
  const address = `http://localhost:${port}`;
  const settings = {
    app: { baseUrl: address },
    backend: {
      baseUrl: address,
      cors: { origin: address },
      database: { client: 'pg', prefix, connection: databases.connection },
    },
    catalog: { locations, processingInterval: { hours: 12 } },
    search: {
      collators: {
        catalog: {
          schedule: {
            frequency: { hours: 12 },
            timeout: { minutes: 15 },
            initialDelay: { seconds: 3 },
          },
        },
      },
    },
  };
  return merge(settings, contender.configure(port));
}

function merge(left, right) {
  const result = { ...left };
  for (const [key, value] of Object.entries(right)) {
    result[key] =
      value && typeof value === 'object' && !Array.isArray(value)
        ? merge(result[key] ?? {}, value)
        : value;
  }
  return result;
}
