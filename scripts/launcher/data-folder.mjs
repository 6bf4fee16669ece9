import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Failure } from './failure.mjs';
import { root, workDirectory } from './paths.mjs';
import { isAlive, stopProcess } from './processes.mjs';

/** Raised when the folder's layout changes in a way that older versions cannot read. */
const FORMAT = 1;

/**
 * The folder that holds everything Stagedoor must not lose: PostgreSQL's files, the built-in repositories, secrets made
 * on the first start, and the platform's log. One running platform uses it at a time.
 */
export class DataFolder {
  #lock;

  /** @param {string} directory */
  constructor(directory) {
    this.directory = directory;
    this.#lock = path.join(directory, 'running.json');
  }

  /**
   * Creates or opens the folder and takes it for this process.
   *
   * @param {{ directory?: string, version: string }} options - `version` is that of this checkout
   * @throws Failure when it belongs to a newer version, is in use, or cannot be written
   */
  static async open({ directory = defaultDirectory(), version }) {
    const folder = new DataFolder(directory);
    try {
      fs.mkdirSync(directory, { recursive: true, mode: 0o711 });
      fs.accessSync(directory, fs.constants.W_OK);
    } catch (error) {
      throw new Failure(
        `The data folder ${directory} cannot be written (${error.code}). Choose another with --data.`,
      );
    }
    folder.#checkVersion(version);
    await folder.#take();
    return folder;
  }

  path(...parts) {
    return path.join(this.directory, ...parts);
  }

  /**
   * Reads a secret of this folder, made on first use.
   *
   * @param {string} name
   * @param {() => string} make
   */
  secret(name, make) {
    const file = this.path('secrets', name);
    if (!fs.existsSync(file)) {
      fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      replaceFile(file, make(), { mode: 0o600 });
    }
    return fs.readFileSync(file, 'utf8').trim();
  }

  /** Remembers a process that was started on this folder, so that a later start can end what a crash left behind. */
  remember(role, pid) {
    const running = readJson(this.#lock) ?? { pid: process.pid };
    replaceFile(this.#lock, JSON.stringify({ ...running, [role]: pid }));
  }

  release() {
    if (readJson(this.#lock)?.pid === process.pid) {
      fs.rmSync(this.#lock, { force: true });
    }
  }

  #checkVersion(version) {
    const file = this.path('stagedoor.json');
    const found = readJson(file);
    if (found && (found.format > FORMAT || isNewer(found.version, version))) {
      throw new Failure(
        `The data folder ${this.directory} belongs to a newer Stagedoor (${found.version}); this is ${version}. Update this checkout, or use another folder with --data.`,
      );
    }
    replaceFile(file, `${JSON.stringify({ format: FORMAT, version })}\n`);
  }

  async #take() {
    const running = readJson(this.#lock);
    if (
      running &&
      running.pid !== process.pid &&
      isAlive(running.pid, running.program ?? 'start.mjs')
    ) {
      throw new Failure(
        `The data folder ${this.directory} is in use by a Stagedoor that runs already (process ${running.pid}). Stop that one, or use another folder with --data.`,
      );
    }
    if (running?.platform) {
      await stopProcess(running.platform, {
        marker: 'packages/backend',
        signal: 'SIGTERM',
        withinMs: 5_000,
      });
    }
    // The program tells this process from a later one with the same id.
    const program = path.basename(process.argv[1] ?? '');
    replaceFile(this.#lock, JSON.stringify({ pid: process.pid, program }));
  }
}

/**
 * `.stagedoor/data` in the checkout. PostgreSQL refuses to run as root, so as root it runs as another user, and where
 * that user could not reach the checkout (a home folder that is closed to others, say) the data lies in /var/lib.
 */
export function defaultDirectory() {
  const inCheckout = path.join(workDirectory, 'data');
  if (process.getuid?.() !== 0 || isReachableByOthers(root)) {
    return inCheckout;
  }
  return '/var/lib/stagedoor';
}

/** Whether every folder on the way may be passed by any user. */
export function isReachableByOthers(directory) {
  let current = path.resolve(directory);
  for (;;) {
    const stat = fs.statSync(current, { throwIfNoEntry: false });
    // eslint-disable-next-line no-bitwise
    if (stat && (stat.mode & 0o001) === 0) {
      return false;
    }
    const parent = path.dirname(current);
    if (parent === current) {
      return true;
    }
    current = parent;
  }
}

/** Whoever reads the file meanwhile, or after a crash, finds the old text or the new one, and never a part. */
function replaceFile(file, text, options) {
  fs.writeFileSync(`${file}.new`, text, options);
  fs.renameSync(`${file}.new`, file);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isNewer(left, right) {
  const [a, b] = [left, right].map(text => String(text).split('.').map(Number));
  const index = a.findIndex((part, position) => part !== b[position]);
  return index >= 0 && a[index] > b[index];
}
