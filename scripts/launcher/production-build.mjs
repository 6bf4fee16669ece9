import fs from 'node:fs';
import path from 'node:path';
import { explain } from './failure.mjs';
import { fingerprint, oncePer } from './fingerprint.mjs';
import { nodeEnvironment } from './node.mjs';
import { logDirectory, root, workDirectory, yarnScript } from './paths.mjs';
import { requireDiskSpace } from './requirements.mjs';
import { runLogged } from './run.mjs';

/** Where the unpacked production build lies: the same files that the container image holds. */
export const buildDirectory = path.join(workDirectory, 'build');

/**
 * Builds frontend and backend for production and unpacks them.
 *
 * @param {{ node: { executable: string }, report: (detail: string) => void }} options
 * @returns {Promise<'done' | 'skipped'>}
 */
export async function buildForProduction({ node, report }) {
  const digest = fingerprint(
    [
      'packages',
      'plugins',
      'yarn.lock',
      'package.json',
      'app-config.yaml',
      'tsconfig.json',
    ].map(name => path.join(root, name)),
  );
  return oncePer(
    path.join(workDirectory, 'stamps', 'build'),
    digest,
    async () => {
      requireDiskSpace(root, 0.5, 'the build');
      const log = path.join(logDirectory, 'build.log');
      try {
        await runLogged(
          node.executable,
          [yarnScript, 'workspace', 'backend', 'build'],
          {
            cwd: root,
            env: { ...nodeEnvironment(node.executable), CI: 'true' },
            log,
            onLine: line =>
              report(line.startsWith('app:') ? 'frontend' : 'backend'),
          },
        );
        const unpacked = `${buildDirectory}.new`;
        fs.rmSync(unpacked, { recursive: true, force: true });
        fs.mkdirSync(unpacked, { recursive: true });
        await runLogged(
          'tar',
          [
            '-xzf',
            path.join(root, 'packages/backend/dist/bundle.tar.gz'),
            '-C',
            unpacked,
          ],
          {
            cwd: root,
            log: path.join(logDirectory, 'unpack.log'),
          },
        );
        linkPackages(unpacked);
        fs.rmSync(buildDirectory, { recursive: true, force: true });
        fs.renameSync(unpacked, buildDirectory);
      } catch (error) {
        throw explain(error, { doing: 'building', log });
      }
    },
  );
}

/**
 * Lets the built packages find each other and the installed dependencies. The build lies inside the checkout, so
 * everything from the registry is found in the checkout's own `node_modules`; only our own packages, which there are
 * links to the sources, have to lead to what was built.
 */
function linkPackages(directory) {
  for (const folder of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(directory, folder))) {
      const built = path.join(directory, folder, name);
      const { name: packageName } = JSON.parse(
        fs.readFileSync(path.join(built, 'package.json'), 'utf8'),
      );
      const link = path.join(directory, 'node_modules', packageName);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.relative(path.dirname(link), built), link);
      const nested = path.join(root, folder, name, 'node_modules');
      if (fs.existsSync(nested)) {
        fs.symlinkSync(nested, path.join(built, 'node_modules'));
      }
    }
  }
}
