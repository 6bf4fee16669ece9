import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { connectBackends, type Backends } from '../src/backends.ts';
import { serve } from '../src/kit/serve.ts';
import { createRoutes } from '../src/routes.ts';

async function start(t: TestContext, changes: Partial<Backends> = {}) {
  const service = await serve({
    routes: createRoutes({ ...connectBackends({}), ...changes }),
    log: () => {},
    port: 0,
    host: '127.0.0.1',
  });
  t.after(() => service.stop());
  return (body: unknown, headers = {}) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
}

test('an app lists events', async t => {
  const ask = await start(t);
  const answer = await ask({
    operationName: 'EventList',
    variables: { text: 'tromsø' },
  });
  assert.partialDeepStrictEqual(await answer.json(), {
    data: { events: [{ id: 'aurora-live' }] },
  });
});

test('an event is shown even when its price is not known', async t => {
  const ask = await start(t, {
    quote: async () => {
      throw new Error('down');
    },
  });
  const answer = await ask({
    operationName: 'EventWithPrice',
    variables: { id: 'hamlet' },
  });
  assert.partialDeepStrictEqual(await answer.json(), {
    data: { event: { title: 'Hamlet', price: null } },
  });
});

test('what no app ships with is refused', async t => {
  const ask = await start(t);
  for (const operationName of ['Everything', '__proto__', 'constructor']) {
    assert.equal((await ask({ operationName })).status, 404, operationName);
  }
  assert.equal((await ask({ query: '{ events { id } }' })).status, 400);
  const seats = await ask({
    operationName: 'EventWithPrice',
    variables: { id: 'hamlet', seats: 1_000 },
  });
  assert.equal(seats.status, 400);
});

test('a viewer is known by their token, and nobody without one', async t => {
  const ask = await start(t, {
    findViewer: async token =>
      token === 'good' ? { account: '7', name: 'Ada' } : null,
  });
  const viewer = async (headers: Record<string, string>) => {
    const answer = await ask({ operationName: 'Viewer' }, headers);
    return ((await answer.json()) as { data: { viewer: unknown } }).data.viewer;
  };
  assert.deepEqual(await viewer({ authorization: 'Bearer good' }), {
    account: '7',
    name: 'Ada',
  });
  assert.equal(await viewer({ authorization: 'Bearer bad' }), null);
  assert.equal(await viewer({}), null);
});
