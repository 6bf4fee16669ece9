import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { openLog } from './log-file.mjs';
import { nodeEnvironment } from './node.mjs';
import { root, workDirectory } from './paths.mjs';
import { buildDirectory } from './production-build.mjs';
import { stopProcess } from './processes.mjs';

const READY_WITHIN_MS = 180_000;

/** Node flags of every process of the platform: isolated-vm, which renders templates, needs the first. */
export const NODE_FLAGS = ['--no-node-snapshot'];

/** How long a platform that is just ending may hold its port: after a crash of its launcher it notices and stops. */
const PORT_FREE_WITHIN_MS = 8_000;

/** Refuses a port that another program holds. */
export async function requireFreePort(port, host) {
  const deadline = Date.now() + PORT_FREE_WITHIN_MS;
  for (;;) {
    const refusal = await tryPort(port, host);
    if (!refusal) {
      return;
    }
    if (refusal !== 'EADDRINUSE') {
      throw new Failure(
        `Port ${port} cannot be opened (${refusal}). Choose another: npm start -- --port 7007`,
      );
    }
    if (Date.now() > deadline) {
      throw new Failure(
        `Port ${port} is taken by another program. Stop that one, or choose another port: npm start -- --port ${port + 1}`,
      );
    }
    await sleep(250);
  }
}

/** Why a port cannot be opened; undefined if it can. */
async function tryPort(port, host) {
  const probe = net.createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
    return undefined;
  } catch (error) {
    return error.code;
  } finally {
    probe.close();
  }
}

/** The backend process: serves UI and API from the production build. */
export class Platform {
  #child;
  #log;
  #output = '';

  /**
   * @param {{ node: { executable: string }, configs: string[], env: NodeJS.ProcessEnv, log: string, echo: boolean }} options
   *   `log` gets everything the platform prints; `echo` shows it here as well
   */
  static start({ node, configs, env, log, echo }) {
    const platform = new Platform();
    platform.#log = openLog(log);
    platform.#child = spawn(
      node.executable,
      [
        ...NODE_FLAGS,
        'packages/backend',
        ...configs.flatMap(file => ['--config', file]),
      ],
      {
        cwd: buildDirectory,
        env: {
          ...nodeEnvironment(node.executable),
          ...env,
          NODE_ENV: 'production',
          NODE_COMPILE_CACHE: path.join(workDirectory, 'compile-cache'),
          STAGEDOOR_HOME: root,
          // By its name it would be found in the checkout, where a build for another purpose may lie.
          APP_CONFIG_app_packageName: path.join(
            buildDirectory,
            'packages',
            'app',
          ),
        },
        // The channel tells the platform when its launcher is gone; the session of its own keeps Ctrl-C from it.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
      },
    );
    for (const stream of [platform.#child.stdout, platform.#child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', chunk => {
        platform.#log.write(chunk);
        platform.#remember(chunk);
        if (echo) {
          process.stdout.write(chunk);
        }
      });
    }
    return platform;
  }

  get pid() {
    return this.#child.pid;
  }

  /** Resolves with how the process ended. */
  async ended() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    return this.#child.signalCode ?? `exit code ${this.#child.exitCode}`;
  }

  /**
   * Waits until the platform answers that it is ready.
   *
   * @param {string} address - its base URL
   * @throws Failure with what the platform said when it ends instead
   */
  async ready(address, report = () => {}) {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Failure(this.#reason());
      }
      const answer = await fetch(`${address}/.backstage/health/v1/readiness`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      report(answer ? 'starting its plugins' : 'loading');
      await sleep(150);
    }
    throw new Failure(
      `The platform was not ready within ${READY_WITHIN_MS / 1000} s. What it does is in ${this.#log.path}.`,
    );
  }

  /** Asks the platform to finish what it does and end; insists after five seconds. */
  async stop() {
    await stopProcess(this.#child.pid, {
      marker: 'packages/backend',
      signal: 'SIGTERM',
      withinMs: 5_000,
    });
    await this.ended();
  }

  #remember(chunk) {
    this.#output = (this.#output + chunk).slice(-20_000);
  }

  /** The platform's own words for why it did not start, or where to read on. */
  #reason() {
    const said = /^Stagedoor did not start.*:\n(?: .*\n)+/m.exec(this.#output);
    return said
      ? said[0].trimEnd()
      : `The platform ended while starting (${this.#child.signalCode ?? `exit code ${this.#child.exitCode}`}). What it said is in ${this.#log.path}.`;
  }
}
