import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const programs = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../../../deploy/bastion',
);
const modules = fs
  .readdirSync(path.join(programs, 'tests'))
  .filter(name => /^test_\w+\.py$/.test(name));

// What runs on a bastion is Python, which every Debian has; its tests run wherever the others do.
for (const name of modules) {
  test(`bastion: ${name}`, () => {
    const { status, stderr, error } = spawnSync(
      'python3',
      ['-B', '-m', 'unittest', `tests.${name.slice(0, -3)}`],
      { cwd: programs, encoding: 'utf8' },
    );
    assert.equal(status, 0, error?.message ?? stderr);
  });
}

test('bastion: shell scripts can be read', () => {
  for (const script of ['install.sh', 'onboard-host.sh']) {
    const { status, stderr } = spawnSync('sh', [
      '-n',
      path.join(programs, script),
    ]);
    assert.equal(status, 0, String(stderr));
  }
});
