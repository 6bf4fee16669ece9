import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { explain } from './failure.mjs';
import { logDirectory, workDirectory } from './paths.mjs';
import { runLogged } from './run.mjs';

/** The Node.js that Stagedoor is tested with. Backstage asks for the 22 or 24 line. */
const VERSION = '24.18.1';
const SUPPORTED_MAJORS = [22, 24];

const home = path.join(workDirectory, `node-${VERSION}`);

/** Whether the Node.js that runs this file can run Stagedoor itself. */
export function isSupportedNode(version = process.versions.node) {
  return SUPPORTED_MAJORS.includes(Number(version.split('.')[0]));
}

/**
 * Finds a Node.js that can run Stagedoor: the running one, or one brought from the package registry into the work folder.
 * The machine's own Node.js is left as it is.
 *
 * @returns {Promise<{ executable: string, version: string, outcome: 'done' | 'skipped' }>}
 */
export async function provideNode() {
  if (isSupportedNode()) {
    return {
      executable: process.execPath,
      version: process.versions.node,
      outcome: 'skipped',
    };
  }
  const executable = path.join(
    home,
    'node_modules',
    packageName(),
    'bin',
    'node',
  );
  if (answers(executable)) {
    return { executable, version: VERSION, outcome: 'skipped' };
  }
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'package.json'), '{"private":true}\n');
  const log = path.join(logDirectory, 'node.log');
  try {
    await runLogged(
      'npm',
      [
        'install',
        '--prefix',
        home,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        `${packageName()}@${VERSION}`,
      ],
      { cwd: home, log },
    );
  } catch (error) {
    throw explain(error, { doing: `getting Node.js ${VERSION}`, log });
  }
  if (!answers(executable)) {
    throw explain(
      new Error(
        `there is no Node.js ${VERSION} for ${process.platform} ${process.arch}; install Node.js 24 yourself`,
      ),
      { doing: 'getting Node.js', log },
    );
  }
  return { executable, version: VERSION, outcome: 'done' };
}

/** The environment in which Yarn, the builds and the platform run under the given Node.js. */
export function nodeEnvironment(executable) {
  const prefix = path.resolve(path.dirname(executable), '..');
  const hasHeaders = fs.existsSync(
    path.join(prefix, 'include', 'node', 'node.h'),
  );
  return {
    ...process.env,
    PATH: `${path.dirname(executable)}${path.delimiter}${process.env.PATH}`,
    // Native add-ons are compiled against these headers instead of downloading some.
    ...(hasHeaders ? { npm_config_nodedir: prefix } : {}),
  };
}

function packageName() {
  const prefix =
    process.platform === 'darwin' && process.arch === 'arm64'
      ? 'node-bin'
      : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}

function answers(executable) {
  return (
    spawnSync(executable, ['--version'], {
      encoding: 'utf8',
    }).stdout?.trim() === `v${VERSION}`
  );
}
