import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * Makes a bare repository with a straight line of commits on `main`. Every commit changes the file `version`.
 *
 * @param {string} directory
 * @param {{ commits: number, files?: Record<string, string | Buffer> }} options - `files` are there from the first commit on
 * @returns {string[]} the ids of the commits, oldest first
 */
export function makeRepository(directory, { commits, files = {} }) {
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  git(directory, ['init', '--quiet', '--bare', '--initial-branch=main']);
  git(directory, ['fast-import', '--quiet'], writeStream(commits, files));
  return git(directory, ['rev-list', '--reverse', 'main']).trim().split('\n');
}

function writeStream(commits, files) {
  const parts = [];
  const data = content => {
    const bytes = Buffer.from(content);
    parts.push(`data ${bytes.length}\n`, bytes, '\n');
  };
  for (let number = 1; number <= commits; number += 1) {
    const at = 1_700_000_000 + number * 60;
    const who = `Ana Ruiz <ana.ruiz@nordlicht.example> ${at} +0000`;
    parts.push(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n`);
    data(`Change number ${number}`);
    if (number === 1) {
      for (const [name, content] of Object.entries(files)) {
        parts.push(`M 100644 inline ${name}\n`);
        data(content);
      }
    }
    parts.push('M 100644 inline version\n');
    data(`${number}\n`);
  }
  return Buffer.concat(parts.map(part => Buffer.from(part)));
}

function git(directory, args, input) {
  return execFileSync('git', args, {
    cwd: directory,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
    env: {
      ...process.env,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  });
}
