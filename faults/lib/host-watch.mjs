import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sees every change of the live version of a host as the kernel reports it, whatever the host itself writes down.
 */
export class HostWatch {
  #watcher;
  #changes = 0;
  /** How many lines the host had written down before. */
  #before;

  /** @param {string} directory - of the service on the host */
  constructor(directory) {
    fs.mkdirSync(directory, { recursive: true });
    this.directory = directory;
    this.#before = this.#readHistoryLines().length;
    this.#watcher = fs.watch(directory, { persistent: false }, (_, name) => {
      if (name === 'current') {
        this.#changes += 1;
      }
    });
  }

  /** Ends it. How often was the live version replaced? */
  async end() {
    // What the kernel has queued arrives in a moment.
    await sleep(20);
    this.#watcher.close();
    return this.#changes;
  }

  /** The folder that is live, such as `releases/7`. */
  readCurrent() {
    const link = path.join(this.directory, 'current');
    return fs.existsSync(link) ? fs.readlinkSync(link) : undefined;
  }

  /** What the host has written down since, word by word: usually about one release, and about an earlier one that was late. */
  readHistory() {
    return this.#readHistoryLines()
      .slice(this.#before)
      .map(line => line.split(' '))
      .map(([, verb, release]) => ({ verb, release: Number(release) }));
  }

  /** How often each hook of a release ran. */
  countHooks(release) {
    const counts = {};
    for (const line of readLines(
      path.join(this.directory, 'shared', 'hooks'),
    )) {
      const [id, hook] = line.split(' ');
      if (Number(id) === release) {
        counts[hook] = (counts[hook] ?? 0) + 1;
      }
    }
    return counts;
  }

  #readHistoryLines() {
    return readLines(path.join(this.directory, '.stagedoor', 'history'));
  }

  /** What was begun and neither finished nor cleaned away. */
  listLeftovers() {
    const inside = (folder, pattern) => {
      const full = path.join(this.directory, folder);
      return fs.existsSync(full)
        ? fs.readdirSync(full).filter(name => pattern.test(name))
        : [];
    };
    return [
      ...inside('.', /^\.current\./),
      ...inside('releases', /\.(partial|gone)\./),
      ...inside('.stagedoor', /\.new(\.|$)/),
      ...inside('.stagedoor/incoming', /./),
    ];
  }
}

function readLines(file) {
  return fs.existsSync(file)
    ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean)
    : [];
}
