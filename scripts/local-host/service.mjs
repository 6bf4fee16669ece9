import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from './identity.mjs';

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/;
const MAX_LOG_BYTES = 5 * 1024 * 1024;
/** A service that cannot run usually ends at once: a port that is taken, a file that is missing. */
const SETTLE_MS = 800;
const POLL_MS = 40;

/** The folder below the home of a host in which its services are kept track of. */
export const SERVICES_FOLDER = '.services';

/** Something that cannot be done, in words for whoever reads the log of a release. */
export class ServiceError extends Error {}

/**
 * One service of a host that is a folder of this machine: what systemd is on a real one. What is known of it is on disk,
 * so that every command and every start of the platform finds it again.
 */
export class LocalService {
  #file;
  #log;

  /**
   * @param {string} home - the folder that stands for `/` of the host
   * @param {string} name
   */
  constructor(home, name) {
    if (!NAME.test(name)) {
      throw new ServiceError(
        `'${name}' is not the name of a service: lower-case letters, digits and . _ -`,
      );
    }
    this.name = name;
    const folder = path.join(home, SERVICES_FOLDER);
    this.#file = path.join(folder, `${name}.json`);
    this.#log = path.join(folder, `${name}.log`);
  }

  /** Every service that was ever started below a home. */
  static list(home) {
    const folder = path.join(home, SERVICES_FOLDER);
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    return names
      .filter(name => name.endsWith('.json') && NAME.test(name.slice(0, -5)))
      .sort()
      .map(name => new LocalService(home, name.slice(0, -5)));
  }

  get log() {
    return this.#log;
  }

  /** Its process, if it runs. */
  get pid() {
    const { pid, identity } = this.#read() ?? {};
    return pid && identify(pid) === identity ? pid : undefined;
  }

  /**
   * Ends the one that runs, waits until it is gone, and starts it anew.
   *
   * @param {{ command: string[], folder: string, environment: NodeJS.ProcessEnv }} what
   * @throws ServiceError with the last lines of its log if it ends again at once
   */
  async restart({ command, folder, environment }) {
    await this.#end(10_000);
    this.#write({ wanted: true, command, folder, environment });
    await this.#start();
  }

  /** Ends it for good. */
  async stop({ graceMs = 10_000 } = {}) {
    const known = this.#read();
    if (known) {
      this.#write({ ...known, wanted: false });
      await this.#end(graceMs);
    }
  }

  /** Ends it until the platform starts the next time. */
  async pause({ graceMs }) {
    await this.#end(graceMs);
  }

  /** Starts it again as it was started last, if it ought to run and does not, and if its folder still leads somewhere. */
  async resume() {
    const known = this.#read();
    // The first release to a host that fails leaves nothing that is live.
    if (known?.wanted && this.pid === undefined && isFolder(known.folder)) {
      await this.#start();
    }
  }

  async #start() {
    const { command, folder, environment, wanted } = this.#read();
    if (!isFolder(folder)) {
      throw new ServiceError(`${this.name}: there is no folder ${folder}`);
    }
    this.#trimLog();
    const before = fs.statSync(this.#log, { throwIfNoEntry: false })?.size ?? 0;
    const output = fs.openSync(this.#log, 'a', 0o600);
    let problem;
    const child = spawn(command[0], command.slice(1), {
      cwd: folder,
      env: environment,
      stdio: ['ignore', output, output],
      // It outlives the command that starts it, and ends together with what it starts itself.
      detached: true,
    });
    fs.closeSync(output);
    child.once('error', error => {
      problem = error.message;
    });
    let end;
    child.once('exit', (code, signal) => {
      end = signal ?? `exit code ${code}`;
    });
    const identity = child.pid && identify(child.pid);
    this.#write({
      wanted,
      command,
      folder,
      environment,
      ...(identity ? { pid: child.pid, identity } : {}),
    });
    const deadline = Date.now() + SETTLE_MS;
    while (!problem && !end && Date.now() < deadline) {
      await sleep(POLL_MS);
    }
    child.unref();
    if (problem || end) {
      throw new ServiceError(
        `${this.name} ended at once (${problem ?? end}).\n${this.#readLogFrom(before)}`,
      );
    }
  }

  async #end(graceMs) {
    const { pid } = this;
    if (pid === undefined) {
      return;
    }
    signalGroup(pid, 'SIGTERM');
    const deadline = Date.now() + graceMs;
    while (this.pid !== undefined && Date.now() < deadline) {
      await sleep(POLL_MS);
    }
    // Also what it started and left behind: the next version needs the same ports.
    signalGroup(pid, 'SIGKILL');
    while (this.pid !== undefined) {
      await sleep(POLL_MS);
    }
  }

  #read() {
    try {
      return JSON.parse(fs.readFileSync(this.#file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  #write(state) {
    fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const next = `${this.#file}.${process.pid}`;
    // Its environment may hold secrets.
    fs.writeFileSync(next, JSON.stringify(state), { mode: 0o600 });
    fs.renameSync(next, this.#file);
  }

  #trimLog() {
    const size = fs.statSync(this.#log, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_LOG_BYTES) {
      fs.renameSync(this.#log, `${this.#log}.1`);
    }
  }

  #readLogFrom(start) {
    return fs
      .readFileSync(this.#log)
      .subarray(start)
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-20)
      .join('\n');
  }
}

function isFolder(folder) {
  return !!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory();
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
