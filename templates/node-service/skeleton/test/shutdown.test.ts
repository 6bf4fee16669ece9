import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from './startProcess.ts';

/** Opens a request and sends half its body; `finish` sends the rest and reads the answer. */
async function startSlowRequest(url: string) {
  const body = JSON.stringify({ name: 'Ada' });
  const outgoing = request(`${url}/v1/greetings`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  const answer = new Promise<number | 'cut off'>(resolve => {
    outgoing.on('response', response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', () => resolve('cut off'));
  });
  outgoing.write(body.slice(0, 4));
  // Until the service answers another request it may not have seen this one.
  await once(outgoing, 'socket');
  await (await fetch(`${url}/healthz`)).text();
  await sleep(50);
  return {
    answer,
    finish: () => {
      outgoing.end(body.slice(4));
      return answer;
    },
  };
}

async function isConnectionRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

async function waitUntil(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 3_000;
  while (!(await check())) {
    assert.ok(Date.now() < deadline, 'it did not happen within 3 s');
    await sleep(10);
  }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} on an idle service exits with 0 at once`, async t => {
    const service = await startProcess(t);
    // A connection that is kept alive must not hold it up.
    await (await fetch(`${service.url}/healthz`)).text();
    const started = Date.now();
    service.kill(signal);
    assert.equal(await service.exit, 0);
    assert.ok(Date.now() - started < 2_000);
  });
}

test('while it drains it is alive but not ready, and still answers', async t => {
  const service = await startProcess(t, { SHUTDOWN_DELAY_MS: '400' });
  service.kill('SIGTERM');
  await waitUntil(async () => {
    const response = await fetch(`${service.url}/readyz`);
    await response.text();
    return response.status === 503;
  });
  assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
  assert.equal(await service.exit, 0);
});

test('a request in flight is finished; a new connection is refused', async t => {
  const service = await startProcess(t);
  const slow = await startSlowRequest(service.url);
  service.kill('SIGTERM');
  await waitUntil(() => isConnectionRefused(service.url));
  assert.equal(await slow.finish(), 200);
  const finished = Date.now();
  assert.equal(await service.exit, 0);
  assert.ok(Date.now() - finished < 2_000, 'it waited for a kept connection');
});

test('a request that never ends is cut off at the limit', async t => {
  const service = await startProcess(t, { SHUTDOWN_TIMEOUT_MS: '200' });
  const slow = await startSlowRequest(service.url);
  service.kill('SIGTERM');
  assert.equal(await slow.answer, 'cut off');
  assert.equal(await service.exit, 1);
  assert.match(service.output(), /cut off/);
});

test('whoever asks twice does not wait', async t => {
  const service = await startProcess(t);
  const slow = await startSlowRequest(service.url);
  service.kill('SIGTERM');
  await waitUntil(() => isConnectionRefused(service.url));
  service.kill('SIGTERM');
  assert.equal(await service.exit, 1);
  assert.equal(await slow.answer, 'cut off');
});
