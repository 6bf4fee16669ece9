import fs from 'node:fs';
import path from 'node:path';
import { explain } from './failure.mjs';
import { fingerprint, oncePer } from './fingerprint.mjs';
import { nodeEnvironment } from './node.mjs';
import { logDirectory, root, workDirectory, yarnScript } from './paths.mjs';
import { requireDiskSpace, requirePrograms } from './requirements.mjs';
import { runLogged } from './run.mjs';

/**
 * Installs what the committed lockfile names.
 *
 * @param {{ node: { executable: string, version: string }, report: (detail: string) => void }} options
 * @returns {Promise<'done' | 'skipped'>}
 */
export async function installDependencies({ node, report }) {
  const stamp = path.join(workDirectory, 'stamps', 'dependencies');
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    fs
      .readdirSync(path.join(root, folder))
      .map(name => path.join(root, folder, name, 'package.json')),
  );
  const digest = fingerprint(
    [
      path.join(root, 'yarn.lock'),
      path.join(root, '.yarnrc.yml'),
      path.join(root, 'package.json'),
      ...manifests,
    ],
    // Native add-ons belong to one major version of Node.js.
    [node.version.split('.')[0]],
  );
  if (!fs.existsSync(path.join(root, 'node_modules'))) {
    fs.rmSync(stamp, { force: true });
  }
  return oncePer(stamp, digest, async () => {
    requirePrograms(['python3', 'make', 'g++']);
    requireDiskSpace(root, 3, 'the dependencies');
    const log = path.join(logDirectory, 'dependencies.log');
    try {
      await runLogged(node.executable, [yarnScript, 'install', '--immutable'], {
        cwd: root,
        env: {
          ...nodeEnvironment(node.executable),
          YARN_ENABLE_PROGRESS_BARS: 'false',
        },
        log,
        onLine: line => {
          const phase = /┌ (Resolution|Fetch|Link) step/.exec(line)?.[1];
          if (phase) {
            report(
              {
                Resolution: 'reading the lockfile',
                Fetch: 'downloading',
                Link: 'unpacking and compiling',
              }[phase],
            );
          }
        },
      });
    } catch (error) {
      throw explain(error, { doing: 'installing the dependencies', log });
    }
  });
}
