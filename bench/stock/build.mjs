import fs from 'node:fs';
import path from 'node:path';
import { nodeEnvironment } from '../../scripts/launcher/node.mjs';
import { logDirectory, yarnScript } from '../../scripts/launcher/paths.mjs';
import { runLogged } from '../../scripts/launcher/run.mjs';
import { stockBuildDirectory, stockDirectory } from './paths.mjs';

/** Installs the stock app's dependencies. */
export async function installStockApp(node) {
  await runLogged(node.executable, [yarnScript, 'install', '--no-immutable'], {
    cwd: stockDirectory,
    env: {
      ...nodeEnvironment(node.executable),
      YARN_ENABLE_PROGRESS_BARS: 'false',
    },
    log: path.join(logDirectory, 'stock-install.log'),
  });
}

/** Builds the stock app for production and unpacks the bundle, as the launcher does with Stagedoor's. */
export async function buildStockApp(node) {
  await runLogged(
    node.executable,
    [yarnScript, 'workspace', 'backend', 'build'],
    {
      cwd: stockDirectory,
      env: { ...nodeEnvironment(node.executable), CI: 'true' },
      log: path.join(logDirectory, 'stock-build.log'),
    },
  );
  fs.rmSync(stockBuildDirectory, { recursive: true, force: true });
  fs.mkdirSync(path.join(stockBuildDirectory, 'node_modules'), {
    recursive: true,
  });
  await runLogged(
    'tar',
    [
      '-xzf',
      path.join(stockDirectory, 'packages/backend/dist/bundle.tar.gz'),
      '-C',
      stockBuildDirectory,
    ],
    {
      cwd: stockDirectory,
      log: path.join(logDirectory, 'stock-unpack.log'),
    },
  );
  for (const name of ['app', 'backend']) {
    fs.symlinkSync(
      path.join('..', 'packages', name),
      path.join(stockBuildDirectory, 'node_modules', name),
    );
  }
}
