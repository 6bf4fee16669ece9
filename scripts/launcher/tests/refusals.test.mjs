import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { findFreePort } from '../postgres.mjs';
import { freshCheckout, start, temporaryFolder } from './checkout.mjs';

/** What every refusal has in common: a failing exit code and words for a person instead of a stack trace. */
function assertPlainRefusal({ code, output }, expected) {
  assert.equal(code, 1, output);
  assert.match(output, expected);
  assert.doesNotMatch(output, /^\s+at .+:\d+:\d+\)?$/m, 'no stack trace');
}

test('a taken port is named, with another one to use', async t => {
  const holder = net.createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  t.after(() => holder.close());
  const { port } = holder.address();
  assertPlainRefusal(
    await start({ args: ['--port', String(port)] }),
    new RegExp(
      `Port ${port} is taken by another program\\. .*--port ${port + 1}`,
    ),
  );
});

test('options are checked and named', async () => {
  assertPlainRefusal(
    await start({ args: ['--port', 'seven'] }),
    /--port must be a whole number from 1 to 65535, not "seven"/,
  );
  assertPlainRefusal(await start({ args: ['--prot', '7007'] }), /--prot/);
});

test('a missing git is named, with how to get it', async t => {
  const empty = temporaryFolder(t);
  assertPlainRefusal(
    await start({ env: { ...process.env, PATH: empty } }),
    /The program "git" is missing\. .*apt-get install git/,
  );
});

test('no network on the first run is told apart from other failures', async t => {
  const checkout = freshCheckout(t);
  const closed = `http://127.0.0.1:${await findFreePort()}`;
  const { code, output } = await start({
    checkout,
    args: ['--port', String(await findFreePort())],
    env: {
      ...process.env,
      npm_config_registry: closed,
      npm_config_fetch_retries: '0',
      npm_config_cache: path.join(checkout, 'npm-cache'),
      YARN_NPM_REGISTRY_SERVER: closed,
      YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
      YARN_HTTP_RETRY: '0',
      YARN_ENABLE_GLOBAL_CACHE: 'false',
      YARN_GLOBAL_FOLDER: path.join(checkout, 'yarn-global'),
    },
  });
  assertPlainRefusal(
    { code, output },
    /The network is needed while .* the package registry did not answer/,
  );
});

test('a data folder of a newer version is left alone', async t => {
  const { DataFolder } = await import('../data-folder.mjs');
  const directory = temporaryFolder(t);
  const kept = JSON.stringify({ format: 99, version: '9.0.0' });
  fs.writeFileSync(path.join(directory, 'stagedoor.json'), kept);
  await assert.rejects(DataFolder.open({ directory, version: '0.1.0' }), {
    name: 'Failure',
    message:
      /belongs to a newer Stagedoor \(9\.0\.0\); this is 0\.1\.0\. .*--data/,
  });
  assert.equal(
    fs.readFileSync(path.join(directory, 'stagedoor.json'), 'utf8'),
    kept,
  );
});

test('a data folder that cannot be written is named', async t => {
  const { DataFolder } = await import('../data-folder.mjs');
  const file = path.join(temporaryFolder(t), 'file');
  fs.writeFileSync(file, '');
  await assert.rejects(
    DataFolder.open({ directory: path.join(file, 'data'), version: '0.1.0' }),
    {
      name: 'Failure',
      message: /cannot be written .*--data/,
    },
  );
});

test('what a data folder knows of running processes is replaced, never written over', async t => {
  const { DataFolder } = await import('../data-folder.mjs');
  const directory = path.join(temporaryFolder(t), 'data');
  const folder = await DataFolder.open({ directory, version: '0.1.0' });
  const file = path.join(directory, 'running.json');
  // As a reader that has opened it before.
  const opened = path.join(directory, 'opened');
  fs.linkSync(file, opened);
  const before = fs.readFileSync(opened, 'utf8');
  folder.remember('platform', process.pid);
  assert.equal(fs.readFileSync(opened, 'utf8'), before);
  assert.equal(JSON.parse(fs.readFileSync(file)).platform, process.pid);
  folder.release();
});

test('a data folder is used by one at a time, whichever command that is', async t => {
  const { DataFolder } = await import('../data-folder.mjs');
  const folder = temporaryFolder(t);
  const directory = path.join(folder, 'data');
  const command = path.join(folder, 'dev.mjs');
  fs.writeFileSync(
    command,
    `const { DataFolder } = await import(${JSON.stringify(new URL('../data-folder.mjs', import.meta.url).href)});
    await DataFolder.open({ directory: ${JSON.stringify(directory)}, version: '0.1.0' });
    process.stdout.write('open');
    setInterval(() => {}, 1000);`,
  );
  const other = spawn(process.execPath, [command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => other.kill('SIGKILL'));
  await once(other.stdout, 'data');
  await assert.rejects(DataFolder.open({ directory, version: '0.1.0' }), {
    name: 'Failure',
    message: new RegExp(`in use by .* \\(process ${other.pid}\\)`),
  });
  // A newer one that is refused leaves no mark that would shut the older one out.
  await assert.rejects(DataFolder.open({ directory, version: '0.2.0' }));
  assert.match(
    fs.readFileSync(path.join(directory, 'stagedoor.json'), 'utf8'),
    /"0\.1\.0"/,
  );

  other.kill('SIGKILL');
  await once(other, 'exit');
  (await DataFolder.open({ directory, version: '0.1.0' })).release();
});

test('of several that start at once on what a crash left, one gets the data folder', async t => {
  const folder = temporaryFolder(t);
  const directory = path.join(folder, 'data');
  fs.mkdirSync(directory);
  fs.writeFileSync(
    path.join(directory, 'running.json'),
    JSON.stringify({ pid: 2 ** 22, program: 'start.mjs' }),
  );
  const command = path.join(folder, 'start.mjs');
  fs.writeFileSync(
    command,
    `const { DataFolder } = await import(${JSON.stringify(new URL('../data-folder.mjs', import.meta.url).href)});
    process.stdout.write('here ');
    process.stdin.once('data', async () => {
      const said = await DataFolder.open({ directory: ${JSON.stringify(directory)}, version: '0.1.0' }).then(() => 'mine', ({ name }) => name);
      process.stdout.write(said);
    });`,
  );
  const all = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [command], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  t.after(() => all.forEach(one => one.kill('SIGKILL')));
  await Promise.all(all.map(one => once(one.stdout, 'data')));
  const answers = all.map(one => once(one.stdout, 'data'));
  all.forEach(one => one.stdin.write('go'));
  const said = (await Promise.all(answers)).map(String).sort();
  assert.deepEqual(said, [...Array(5).fill('Failure'), 'mine']);
});

test('the data folder is never taken twice, wherever a taker dies and others stand still', async t => {
  const folder = temporaryFolder(t);
  const directory = path.join(folder, 'data');
  const command = path.join(folder, 'start.mjs');
  // Stands still before one of its changes to files: the one with that number, or to the file of that name.
  fs.writeFileSync(
    command,
    `import fs from 'node:fs';
    import path from 'node:path';
    let changes = 0;
    for (const name of ['renameSync', 'rmSync']) {
      const change = fs[name];
      fs[name] = (...files) => {
        changes += 1;
        if ([String(changes), path.basename(String(files[1]))].includes(process.argv[2])) {
          fs.writeSync(1, 'still');
          fs.readSync(3, Buffer.alloc(1));
        }
        return change(...files);
      };
    }
    const { DataFolder } = await import(${JSON.stringify(new URL('../data-folder.mjs', import.meta.url).href)});
    const said = await DataFolder.open({ directory: ${JSON.stringify(directory)}, version: '0.1.0' }).then(() => 'mine', ({ name }) => name);
    fs.writeSync(1, said);
    setInterval(() => {}, 1000);`,
  );
  const taker = stillAt => {
    const child = spawn(process.execPath, [command, String(stillAt)], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    t.after(() => child.kill('SIGKILL'));
    return child;
  };
  const hear = async child => String((await once(child.stdout, 'data'))[0]);
  const goOn = async (child, said) => {
    if (said !== 'still') {
      return said;
    }
    const answer = hear(child);
    child.stdio[3].write('x');
    return answer;
  };
  const kill = async child => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  for (const stillAt of [1, 2, 3, 4, 5, 6]) {
    fs.rmSync(directory, { recursive: true, force: true });
    fs.mkdirSync(directory);
    fs.writeFileSync(
      path.join(directory, 'running.json'),
      JSON.stringify({ pid: 2 ** 22, program: 'start.mjs' }),
    );
    const dying = taker('running.json');
    assert.equal(await hear(dying), 'still');
    await kill(dying);

    const first = taker(stillAt);
    const heardOfFirst = await hear(first);
    const second = taker('running.json');
    const heardOfSecond = await hear(second);
    const said = [
      await goOn(first, heardOfFirst),
      await goOn(second, heardOfSecond),
    ].sort();
    assert.deepEqual(said, ['Failure', 'mine'], `still at ${stillAt}`);
    await Promise.all([kill(first), kill(second)]);
  }
});
