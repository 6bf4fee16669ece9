import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../paths.mjs';

/** A new folder for one test, gone after it. */
export function temporaryFolder(t) {
  const directory = fs.mkdtempSync(
    path.join(os.tmpdir(), 'stagedoor launcher-'),
  );
  fs.chmodSync(directory, 0o755);
  t.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The files of a checkout that a start needs before anything is installed, in a folder whose path has a space. */
export function freshCheckout(t) {
  const directory = path.join(temporaryFolder(t), 'check out');
  for (const name of [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    '.yarn/releases',
    '.yarn/patches',
    'scripts',
    'app-config.yaml',
    'app-config.example.yaml',
  ]) {
    fs.cpSync(path.join(root, name), path.join(directory, name), {
      recursive: true,
    });
  }
  for (const folder of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, folder))) {
      fs.cpSync(
        path.join(root, folder, name, 'package.json'),
        path.join(directory, folder, name, 'package.json'),
      );
    }
  }
  return directory;
}

/**
 * Runs the start command to its end.
 *
 * @param {{ checkout?: string, args?: string[], env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function start({ checkout = root, args = [], env = process.env }) {
  const child = spawn(
    process.execPath,
    [path.join(checkout, 'scripts', 'start.mjs'), ...args],
    { cwd: checkout, env },
  );
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    output += chunk;
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), 60_000);
  const code = await new Promise(resolve => {
    child.once('close', resolve);
  });
  clearTimeout(timer);
  return { code, output };
}
