import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '.stagedoor',
  'e2e',
]);

/**
 * A digest of files and folders: equal as long as nothing in them changed.
 *
 * @param {string[]} paths - absolute; folders are read whole, without what builds and installs make
 * @param {string[]} [also] - further values the result depends on
 */
export function fingerprint(paths, also = []) {
  const hash = createHash('sha256');
  for (const value of also) {
    hash.update(`${value}\0`);
  }
  for (const file of paths.flatMap(listFiles).sort()) {
    hash.update(`${file}\0`).update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(target) {
  const stat = fs.statSync(target, { throwIfNoEntry: false });
  if (!stat) {
    return [];
  }
  if (!stat.isDirectory()) {
    return [target];
  }
  return fs
    .readdirSync(target, { withFileTypes: true })
    .filter(entry => !SKIPPED.has(entry.name))
    .flatMap(entry =>
      entry.isSymbolicLink() ? [] : listFiles(path.join(target, entry.name)),
    );
}

/**
 * Does work unless the stamp says that it was done for the same inputs. The stamp is written after the work only,
 * so an interrupted run is repeated.
 *
 * @param {string} stamp - the file that remembers the digest
 * @param {string} digest
 * @param {() => Promise<void>} work
 * @returns {Promise<'done' | 'skipped'>}
 */
export async function oncePer(stamp, digest, work) {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) {
    return 'skipped';
  }
  fs.rmSync(stamp, { force: true });
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, digest);
  return 'done';
}
