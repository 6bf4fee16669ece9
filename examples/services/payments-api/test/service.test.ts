import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function start(t: TestContext, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: { PORT: '0', SERVICE_VERSION: 'test', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      output += chunk;
      const found = /listening at (http:[^"]+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`It did not start: ${output}`)));
  });
  return { url, child };
}

const post = (url: string, body: unknown, key?: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(body),
  });

const good = {
  orderId: 'order-1',
  amount: 5_000,
  currency: 'EUR',
  cardToken: 'tok_visa',
};

test('it takes a payment, shows it, refunds it and counts both', async t => {
  const { url, child } = await start(t);
  const paid = await post(`${url}/v1/payments`, good, 'key-00000001');
  assert.equal(paid.status, 201);
  const { id } = (await paid.json()) as { id: string };

  const refund = { amount: 1_000, reason: 'Concert cancelled' };
  const refunds = `${url}/v1/payments/${id}/refunds`;
  assert.equal((await post(refunds, refund, 'refund-00001')).status, 201);

  const shown = await (await fetch(`${url}/v1/payments/${id}`)).json();
  assert.partialDeepStrictEqual(shown, { amount: 5_000, refunded: 1_000 });

  const metrics = await (await fetch(`${url}/metrics`)).text();
  assert.match(metrics, /payments_total\{status="captured",currency="EUR"\} 1/);
  assert.match(metrics, /route="\/v1\/payments\/:id\/refunds",status="201"/);
  assert.doesNotMatch(metrics, new RegExp(id));

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('it refuses what is wrong, in one shape', async t => {
  const { url } = await start(t);
  const wrong: [unknown, string | undefined][] = [
    [good, undefined],
    [good, 'short'],
    [{ ...good, amount: 0 }, 'key-00000001'],
    [{ ...good, amount: 1.5 }, 'key-00000001'],
    [{ ...good, currency: 'BTC' }, 'key-00000001'],
    [{ ...good, cardToken: '4111111111111111' }, 'key-00000001'],
    [{ ...good, extra: true }, 'key-00000001'],
    [[], 'key-00000001'],
    [null, 'key-00000001'],
  ];
  for (const [body, key] of wrong) {
    const response = await post(`${url}/v1/payments`, body, key);
    assert.equal(response.status, 400, JSON.stringify(body));
    assert.partialDeepStrictEqual(await response.json(), {
      error: { requestId: response.headers.get('x-request-id') },
    });
  }
  const declined = { ...good, cardToken: 'tok_declined' };
  const answer = await post(`${url}/v1/payments`, declined, 'key-00000002');
  assert.equal(answer.status, 402);
});

test('it is alive and ready, and says its version', async t => {
  const { url } = await start(t);
  const health = await fetch(`${url}/healthz`);
  assert.deepEqual(await health.json(), { status: 'ok', version: 'test' });
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
});

test('it is healthy as long as the journal takes writes', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'payments-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'journal.jsonl');
  const { url } = await start(t, { JOURNAL_FILE: path });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  await rm(path);
  assert.equal((await fetch(`${url}/healthz`)).status, 500);
});
