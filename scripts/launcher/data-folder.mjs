import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
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
    const left = folder.#take();
    try {
      folder.#checkVersion(version);
      await endLeftover(left);
    } catch (error) {
      folder.release();
      throw error;
    }
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
    const running = { pid: process.pid, ...readJson(this.#lock), [role]: pid };
    replaceFile(this.#lock, JSON.stringify(running));
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

  /**
   * @returns what a crash left in its place
   * @throws Failure when another has it
   */
  #take() {
    const claim = `${this.#lock}.${process.pid}`;
    // The program tells this process from a later one with the same number, the id all takers from each other.
    const program = path.basename(process.argv[1] ?? '');
    const taker = { pid: process.pid, program, id: randomUUID() };
    // A new file, whatever a crash has left of that name, which may be linked to a place.
    replaceFile(claim, JSON.stringify(taker));
    try {
      return this.#takePlace(this.#lock, claim);
    } finally {
      fs.rmSync(claim, { force: true });
    }
  }

  /**
   * Of several that want a place, one alone makes the link. Where a dead one is in it, whoever wants to replace that one
   * takes its turn first, a place of its own: nobody replaces or removes what another has just put there.
   */
  #takePlace(place, claim) {
    for (;;) {
      if (makeLink(claim, place)) {
        return undefined;
      }
      const left = this.#refuseLiving(place);
      if (left) {
        const turn = `${place}.after.${left.id ?? left.pid}`;
        this.#takePlace(turn, claim);
        try {
          // Others may have had their turn since we looked.
          if (isDeepStrictEqual(readJson(place), left)) {
            replaceFile(place, fs.readFileSync(claim, 'utf8'));
            return left;
          }
        } finally {
          fs.rmSync(turn, { force: true });
        }
      }
    }
  }

  /** @returns what one that does not live any more has left there, if anything */
  #refuseLiving(file) {
    const running = readJson(file);
    if (
      running?.pid &&
      running.pid !== process.pid &&
      isAlive(running.pid, running.program ?? 'start.mjs')
    ) {
      throw new Failure(
        `The data folder ${this.directory} is in use by a Stagedoor that runs already (process ${running.pid}). Stop that one, or use another folder with --data.`,
      );
    }
    return running;
  }
}

/** The platform of a launcher that was killed ends by itself, but not at once. */
async function endLeftover(left) {
  if (left?.platform) {
    await stopProcess(left.platform, {
      marker: 'packages/backend',
      signal: 'SIGTERM',
      withinMs: 5_000,
    });
  }
}

/** @returns whether there was nothing in the place */
function makeLink(from, to) {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    return false;
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

/** What a file holds: nothing of use where a power failure has left it empty, undefined where there is none. */
function readJson(file) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function isNewer(left, right) {
  const [a, b] = [left, right].map(text => String(text).split('.').map(Number));
  const index = a.findIndex((part, position) => part !== b[position]);
  return index >= 0 && a[index] > b[index];
}
