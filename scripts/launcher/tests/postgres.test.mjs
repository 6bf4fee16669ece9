import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import pg from 'pg';
import { explain } from '../failure.mjs';
import { EmbeddedPostgres } from '../postgres.mjs';
import { isAlive } from '../processes.mjs';
import { temporaryFolder } from './checkout.mjs';

async function query(connection, sql) {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what was committed survives a stop and a kill, and the password is required', async t => {
  const folder = temporaryFolder(t);
  const options = {
    directory: path.join(folder, 'postgres'),
    password: 'correct',
    log: path.join(folder, 'postgres.log'),
  };
  let server = await EmbeddedPostgres.start(options);
  t.after(() => server.stop());
  await query(server.connection, 'create table kept (id int)');
  await query(server.connection, 'insert into kept values (1)');
  await assert.rejects(
    query({ ...server.connection, password: 'wrong' }, 'select 1'),
    /password authentication failed/,
  );

  await server.stop();
  assert.equal(isAlive(server.pid, 'postgres'), false);
  server = await EmbeddedPostgres.start(options);
  assert.deepEqual(await query(server.connection, 'select * from kept'), [
    { id: 1 },
  ]);

  process.kill(server.pid, 'SIGKILL');
  await server.ended;
  server = await EmbeddedPostgres.start(options);
  assert.deepEqual(await query(server.connection, 'select * from kept'), [
    { id: 1 },
  ]);
});

test('a server that a crash of its launcher left behind is ended first', async t => {
  const folder = temporaryFolder(t);
  const options = {
    directory: path.join(folder, 'postgres'),
    password: 'secret',
    log: path.join(folder, 'postgres.log'),
  };
  const script = `
    import { EmbeddedPostgres } from ${JSON.stringify(new URL('../postgres.mjs', import.meta.url).href)};
    const server = await EmbeddedPostgres.start(${JSON.stringify(options)});
    process.stdout.write(String(server.pid));
    setInterval(() => {}, 1000);`;
  const launcher = spawn(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const leftover = Number(
    await new Promise(resolve => {
      launcher.stdout.once('data', resolve);
    }),
  );
  launcher.kill('SIGKILL');
  assert.equal(isAlive(leftover, 'postgres'), true);

  const server = await EmbeddedPostgres.start(options);
  t.after(() => server.stop());
  assert.equal(isAlive(leftover, options.directory), false);
  assert.deepEqual(await query(server.connection, 'select 1 as one'), [
    { one: 1 },
  ]);
});

test('a server that does not answer in time is not left behind', async t => {
  const folder = temporaryFolder(t);
  const rules = path.join(folder, 'rules');
  fs.writeFileSync(rules, 'host all all all reject\n', { mode: 0o644 });
  const directory = path.join(folder, 'postgres');
  await assert.rejects(
    EmbeddedPostgres.start({
      directory,
      password: 'secret',
      log: path.join(folder, 'postgres.log'),
      settings: { hba_file: rules },
      withinMs: 500,
    }),
    /PostgreSQL did not start/,
  );
  assert.equal(fs.existsSync(path.join(directory, 'postmaster.pid')), false);
});

test('a full disk is one sentence', t => {
  const folder = temporaryFolder(t);
  const script = `
    import { EmbeddedPostgres } from ${JSON.stringify(new URL('../postgres.mjs', import.meta.url).href)};
    import { explain } from ${JSON.stringify(new URL('../failure.mjs', import.meta.url).href)};
    try {
      await EmbeddedPostgres.start({ directory: ${JSON.stringify(path.join(folder, 'small', 'postgres'))}, password: 'x', log: '/dev/null' });
      console.log('started');
    } catch (error) {
      console.log(explain(error, { doing: 'preparing the database' }).message);
    }`;
  fs.mkdirSync(path.join(folder, 'small'));
  // A disk of 8 MB in a mount namespace of its own.
  const { stdout, stderr } = spawnSync(
    'unshare',
    [
      ...(process.getuid() === 0
        ? []
        : ['--user', '--map-current-user', '--keep-caps']),
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=8m,mode=755 none "$1" && exec "$2" --input-type=module --eval "$3"',
      'sh',
      path.join(folder, 'small'),
      process.execPath,
      script,
    ],
    { encoding: 'utf8' },
  );
  assert.match(
    stdout,
    /^The disk is full: it ran out of space while preparing the database\. Free some space/,
    stderr,
  );
});

test('an unknown failure keeps its first line and says where the rest is', () => {
  const { message } = explain(new Error('initdb: odd\n    at somewhere'), {
    doing: 'preparing the database',
    log: 'postgres.log',
  });
  assert.equal(
    message,
    'It failed while preparing the database: initdb: odd. The whole output is in postgres.log.',
  );
});
