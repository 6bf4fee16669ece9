import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/launcher/paths.mjs';
import { stockDirectory } from './paths.mjs';

/** Whether everything that both apps ask for in the same words is the same version in both. */
export function hasSameVersions() {
  const file = path.join(stockDirectory, 'yarn.lock');
  if (!fs.existsSync(file)) {
    return false;
  }
  const own = readVersions(path.join(root, 'yarn.lock'));
  return [...readVersions(file)].every(
    ([wanted, version]) => !own.has(wanted) || own.get(wanted) === version,
  );
}

/** The version that each wanted range, such as `knex@npm:^3.0.0`, has led to. */
function readVersions(file) {
  const entries = fs
    .readFileSync(file, 'utf8')
    .matchAll(/^"(.+)":\n {2}version: (\S+)$/gm);
  return new Map(
    [...entries].flatMap(([, wanted, version]) =>
      wanted
        .split(', ')
        .filter(range => range.includes('@npm:'))
        .map(range => [range, version]),
    ),
  );
}
