import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LocalServices } from '../../launcher/local-services.mjs';
import { identify } from '../identity.mjs';
import { LocalService } from '../service.mjs';

const bin = fileURLToPath(new URL('../bin', import.meta.url));

/** A folder of hosts, all of whose services end with the test. */
function createHosts(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor hosts-'));
  t.after(async () => {
    await new LocalServices(folder).stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A host with a service at `/srv/shop`, of which one version is current. */
function createHost(hosts, name) {
  const home = path.join(hosts, name);
  const site = path.join(home, 'srv', 'shop');
  for (const version of ['1', '2']) {
    const folder = path.join(site, 'releases', version);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'main.mjs'),
      `import http from 'node:http';
       http.createServer((_, answer) => answer.end(\`${version} \${process.env.GREETING}\`))
         .listen(Number(process.env.PORT));`,
    );
  }
  const makeCurrent = version => {
    fs.symlinkSync(`releases/${version}`, path.join(site, 'next'));
    fs.renameSync(path.join(site, 'next'), path.join(site, 'current'));
  };
  makeCurrent('1');
  const run = (args, { version = '1', env = {} } = {}) =>
    spawnSync('stagedoor-service', args, {
      cwd: path.join(site, 'releases', version),
      encoding: 'utf8',
      env: {
        PATH: `${bin}:${path.dirname(process.execPath)}:${process.env.PATH}`,
        HOME: home,
        ...env,
      },
    });
  return { home, site, makeCurrent, run };
}

async function freePort() {
  const server = http.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

const restart = [
  'restart',
  'shop',
  '--in',
  '../../current',
  '--',
  'node',
  'main.mjs',
];
const read = async port =>
  (
    await fetch(`http://127.0.0.1:${port}`, {
      headers: { connection: 'close' },
    })
  ).text();

async function answers(port) {
  for (let i = 0; i < 100; i++) {
    const text = await read(port).catch(() => undefined);
    if (text !== undefined) {
      return text;
    }
    await new Promise(resolve => setTimeout(resolve, 30));
  }
  throw new Error(`Nothing answers at ${port}`);
}

test('a service starts detached, and a restart puts the next version in its place', async t => {
  const host = createHost(createHosts(t), 'prod 1');
  const env = { PORT: String(await freePort()), GREETING: 'hello' };
  const first = host.run(restart, { env });
  assert.equal(first.status, 0, first.stderr);
  assert.equal(await answers(env.PORT), '1 hello');

  host.makeCurrent('2');
  const second = host.run(restart, {
    version: '2',
    env: { ...env, GREETING: 'bye' },
  });
  assert.equal(second.status, 0, second.stderr);
  assert.equal(await answers(env.PORT), '2 bye');
  assert.match(host.run(['status', 'shop']).stdout, /shop runs as process \d+/);

  assert.equal(host.run(['stop', 'shop']).status, 0);
  await assert.rejects(read(env.PORT));
  const status = host.run(['status']);
  assert.equal(status.status, 3);
  assert.equal(status.stdout, 'shop does not run\n');
});

test('the platform ends all services, and starts those that ran as their current version', async t => {
  const hosts = createHosts(t);
  const one = createHost(hosts, 'prod-1');
  const two = createHost(hosts, 'prod-2');
  const ports = [await freePort(), await freePort()].map(String);
  for (const [index, host] of [one, two].entries()) {
    const { status, stderr } = host.run(restart, {
      env: { PORT: ports[index], GREETING: 'hi' },
    });
    assert.equal(status, 0, stderr);
  }
  two.run(['stop', 'shop']);

  const services = new LocalServices(hosts);
  await services.stop();
  await assert.rejects(read(ports[0]));

  one.makeCurrent('2');
  assert.deepEqual(await new LocalServices(hosts).start(), []);
  assert.equal(await answers(ports[0]), '2 hi');
  await assert.rejects(read(ports[1]), 'nobody asked for it again');
});

test('a host on which nothing is live any more has nothing to start', async t => {
  const hosts = createHosts(t);
  const host = createHost(hosts, 'prod-1');
  host.run(restart, { env: { PORT: String(await freePort()) } });
  const services = new LocalServices(hosts);
  await services.stop();
  fs.rmSync(path.join(host.site, 'current'));
  assert.deepEqual(await services.start(), []);
});

test('a crash of the launcher leaves one service, not two', async t => {
  const hosts = createHosts(t);
  const host = createHost(hosts, 'prod-1');
  const env = { PORT: String(await freePort()) };
  host.run(restart, { env });
  const service = new LocalService(host.home, 'shop');
  const { pid } = service;
  assert.deepEqual(await new LocalServices(hosts).start(), []);
  assert.equal(service.pid, pid);
});

test('a service that ends at once fails the command, with its last words', async t => {
  const hosts = createHosts(t);
  const one = createHost(hosts, 'prod-1');
  const two = createHost(hosts, 'prod-2');
  const env = { PORT: String(await freePort()) };
  assert.equal(one.run(restart, { env }).status, 0);
  await answers(env.PORT);
  const { status, stderr } = two.run(restart, { env });
  assert.equal(status, 1);
  assert.match(stderr, /shop ended at once \(exit code 1\)/);
  assert.match(stderr, /EADDRINUSE/);
  const missing = two.run(['restart', 'x', '--', 'no-such-program']);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /x ended at once .*no-such-program/);
});

test('one that does not listen to a signal is killed, with what it started', async t => {
  const host = createHost(createHosts(t), 'prod-1');
  const script =
    "trap '' TERM; sleep 600 & echo $! > child; while :; do sleep 1; done";
  assert.equal(
    host.run(['restart', 'stubborn', '--', 'sh', '-c', script]).status,
    0,
  );
  const child = Number(
    fs.readFileSync(path.join(host.site, 'releases', '1', 'child'), 'utf8'),
  );
  assert.ok(identify(child));
  const service = new LocalService(host.home, 'stubborn');
  await service.pause({ graceMs: 200 });
  assert.equal(service.pid, undefined);
  await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal(identify(child), undefined);
});

test('another process with the same id is left alone', async t => {
  const host = createHost(createHosts(t), 'prod-1');
  const sleepers = host.run(['restart', 'one', '--', 'sleep', '600']);
  assert.equal(sleepers.status, 0, sleepers.stderr);
  const file = path.join(host.home, '.services', 'one.json');
  const state = JSON.parse(fs.readFileSync(file, 'utf8'));
  t.after(() => process.kill(state.pid, 'SIGKILL'));
  fs.writeFileSync(file, JSON.stringify({ ...state, identity: 'earlier' }));
  await new LocalService(host.home, 'one').stop();
  assert.ok(identify(state.pid));
});

test('what it remembers is for its owner alone', async t => {
  const host = createHost(createHosts(t), 'prod-1');
  host.run(['restart', 'one', '--', 'sleep', '600'], {
    env: { SECRET: 'hush' },
  });
  const { mode } = fs.statSync(path.join(host.home, '.services', 'one.json'));
  assert.equal(mode % 0o1000, 0o600);
});

test('it says how it is used, and refuses names that lead elsewhere', async t => {
  const host = createHost(createHosts(t), 'prod-1');
  for (const args of [
    [],
    ['restart'],
    ['restart', 'x'],
    ['restart', 'x', '--'],
    ['restart', 'x', '--as', 'root', '--', 'true'],
    ['remove', 'x'],
    ['stop', 'x', 'y'],
  ]) {
    const { status, stderr } = host.run(args);
    assert.equal(status, 64, args.join(' '));
    assert.match(stderr, /^usage:/);
  }
  for (const name of ['../x', '-x', 'a b', '']) {
    const { status, stderr } = host.run(['restart', name, '--', 'true']);
    assert.equal(status, 1);
    assert.match(stderr, /is not the name of a service/);
  }
});
