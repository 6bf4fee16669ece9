import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { explain } from '../../scripts/launcher/failure.mjs';
import { fingerprint, oncePer } from '../../scripts/launcher/fingerprint.mjs';
import { provideNode } from '../../scripts/launcher/node.mjs';
import { logDirectory, workDirectory } from '../../scripts/launcher/paths.mjs';
import { requireDiskSpace } from '../../scripts/launcher/requirements.mjs';
import { buildStockApp, installStockApp } from './build.mjs';
import { alignVersions, createStockApp } from './create.mjs';
import { hasSameVersions } from './lockfile.mjs';
import { stockDirectory } from './paths.mjs';
import { CREATE_APP } from './versions.mjs';

const stamp = path.join(workDirectory, 'stamps', 'bench-stock');

/**
 * Makes the stock app, installed and built for production, unless it is there already with the versions that Stagedoor
 * uses now.
 *
 * @param {{ node: { executable: string, version: string }, report: (detail: string) => void }} options
 * @returns {Promise<'done' | 'skipped'>}
 */
export async function prepareStockApp({ node, report }) {
  if (!hasSameVersions()) {
    fs.rmSync(stamp, { force: true });
  }
  const digest = fingerprint([], [CREATE_APP, node.version.split('.')[0]]);
  return oncePer(stamp, digest, async () => {
    fs.mkdirSync(workDirectory, { recursive: true });
    requireDiskSpace(workDirectory, 4, 'the stock app');
    try {
      report('create-app');
      await createStockApp(node);
      alignVersions();
      report('installing');
      await installStockApp(node);
      report('building');
      await buildStockApp(node);
    } catch (error) {
      throw explain(error, {
        doing: 'making the stock app',
        log: `${logDirectory} (stock-*.log)`,
      });
    }
  });
}

/** Changes with what the prepared stock app consists of. */
export function readStockBuildId() {
  return fingerprint([
    path.join(stockDirectory, 'yarn.lock'),
    path.join(stockDirectory, 'package.json'),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = await provideNode();
  const outcome = await prepareStockApp({
    node,
    report: detail => process.stdout.write(`${detail}\n`),
  });
  process.stdout.write(`${outcome}\n`);
}
