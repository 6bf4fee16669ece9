import fs from 'node:fs';
import path from 'node:path';
import { nodeEnvironment } from '../../scripts/launcher/node.mjs';
import {
  logDirectory,
  root,
  yarnScript,
} from '../../scripts/launcher/paths.mjs';
import { runLogged } from '../../scripts/launcher/run.mjs';
import { stockDirectory } from './paths.mjs';
import { BACKSTAGE, CREATE_APP } from './versions.mjs';

/**
 * Runs `create-app`. It goes through `yarn dlx` rather than `npx`: that keeps to the age gate of this repository, and gives
 * create-app the `yarn` that it insists on.
 */
export async function createStockApp(node) {
  fs.rmSync(stockDirectory, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(stockDirectory), { recursive: true });
  await runLogged(
    node.executable,
    [
      yarnScript,
      'dlx',
      '--package',
      `@backstage/create-app@${CREATE_APP}`,
      'backstage-create-app',
      '--skip-install',
      '--path',
      stockDirectory,
    ],
    {
      cwd: root,
      env: { ...nodeEnvironment(node.executable), BACKSTAGE_APP_NAME: 'stock' },
      log: path.join(logDirectory, 'stock-create.log'),
    },
  );
  const { version } = readJson('backstage.json');
  if (version !== BACKSTAGE) {
    throw new Error(
      `create-app ${CREATE_APP} makes Backstage ${version}, not ${BACKSTAGE}`,
    );
  }
}

/**
 * Lets the stock app install the very versions that Stagedoor uses: it starts from Stagedoor's lockfile, and adds to it
 * only what Stagedoor does not have, under the same rules.
 */
export function alignVersions() {
  fs.copyFileSync(
    path.join(root, 'yarn.lock'),
    path.join(stockDirectory, 'yarn.lock'),
  );
  const rules = fs
    .readFileSync(path.join(root, '.yarnrc.yml'), 'utf8')
    .replace(/^yarnPath:.*$/m, `yarnPath: ${yarnScript}`);
  fs.writeFileSync(path.join(stockDirectory, '.yarnrc.yml'), rules);
  const own = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const manifest = readJson('package.json');
  manifest.resolutions = {
    ...manifest.resolutions,
    ...withoutPatches(own.resolutions),
  };
  manifest.dependenciesMeta = own.dependenciesMeta;
  fs.writeFileSync(
    path.join(stockDirectory, 'package.json'),
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  );
}

/** The stock app has the versions that Stagedoor patches as they were published. */
function withoutPatches(resolutions) {
  return Object.fromEntries(
    Object.entries(resolutions).map(([wanted, resolution]) => [
      wanted,
      /^patch:.+@npm%3A(.+)#/.exec(resolution)?.[1] ?? resolution,
    ]),
  );
}

function readJson(name) {
  return JSON.parse(fs.readFileSync(path.join(stockDirectory, name), 'utf8'));
}
