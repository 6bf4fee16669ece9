import path from 'node:path';
import { isReachableByOthers } from '../../scripts/launcher/data-folder.mjs';
import { root, workDirectory } from '../../scripts/launcher/paths.mjs';

/** What the benchmarks make: the stock app, databases, logs and figures. Safe to delete. */
export const benchDirectory = path.join(workDirectory, 'bench');

/** PostgreSQL refuses to run as root, and the user it runs as then must be able to reach its folder. */
export const databaseDirectory =
  process.getuid?.() !== 0 || isReachableByOthers(root)
    ? path.join(benchDirectory, 'postgres')
    : '/var/lib/stagedoor-bench/postgres';
