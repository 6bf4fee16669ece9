import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DataFolder } from '../data-folder.mjs';
import { openLog } from '../log-file.mjs';
import { Session } from '../session.mjs';
import { temporaryFolder } from './checkout.mjs';

test('what a session stands on is ended although a part of it cannot be', async t => {
  const folder = await DataFolder.open({
    directory: path.join(temporaryFolder(t), 'data'),
    version: '0.1.0',
  });
  const ended = [];
  const session = new Session({
    folder,
    services: {
      stop: async () => {
        throw new Error('no space left for the services');
      },
    },
    bastion: { stop: async () => ended.push('bastion') },
    postgres: { stop: async () => ended.push('postgres') },
  });
  await assert.rejects(session.close(), /no space left for the services/);
  assert.deepEqual(ended, ['bastion', 'postgres']);
  assert.equal(fs.existsSync(folder.path('running.json')), false);
});

test('a log that cannot be written ends nothing', async () => {
  const complaints = [];
  // Every write to it fails as on a full disk.
  const log = openLog('/dev/full', text => complaints.push(text));
  log.write('lost');
  await new Promise(resolve => log.once('close', resolve));
  log.write('lost as well');
  assert.deepEqual(complaints, [
    'The log /dev/full cannot be written (ENOSPC): what follows is not kept in it.\n',
  ]);
});
