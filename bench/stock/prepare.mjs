import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { explain } from '../../scripts/launcher/failure.mjs';
import { fingerprint, oncePer } from '../../scripts/launcher/fingerprint.mjs';
import { provideNode } from '../../scripts/launcher/node.mjs';
import {
  logDirectory,
  root,
  workDirectory,
} from '../../scripts/launcher/paths.mjs';
import { requireDiskSpace } from '../../scripts/launcher/requirements.mjs';
import { buildStockApp, installStockApp } from './build.mjs';
import { alignVersions, createStockApp } from './create.mjs';
import { CREATE_APP } from './versions.mjs';

/**
 * Makes the stock app, installed and built for production, unless it is there already.
 *
 * @param {{ node: { executable: string, version: string }, report: (detail: string) => void }} options
 * @returns {Promise<'done' | 'skipped'>}
 */
export async function prepareStockApp({ node, report }) {
  const digest = stockBuildId(node);
  return oncePer(
    path.join(workDirectory, 'stamps', 'bench-stock'),
    digest,
    async () => {
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
    },
  );
}

/** Changes when the stock app has to be made anew: with its generator, and with the versions it takes from Stagedoor. */
export function stockBuildId(node) {
  return fingerprint(
    ['yarn.lock', '.yarnrc.yml'].map(name => path.join(root, name)),
    [CREATE_APP, node.version.split('.')[0]],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = await provideNode();
  const outcome = await prepareStockApp({
    node,
    report: detail => process.stdout.write(`${detail}\n`),
  });
  process.stdout.write(`${outcome}\n`);
}
