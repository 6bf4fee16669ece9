import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { html } from '../src/html.ts';
import { Metrics } from '../src/kit/metrics.ts';
import { serve } from '../src/kit/serve.ts';
import { sampleNeighbours, type Order } from '../src/neighbours.ts';
import { createRoutes } from '../src/routes.ts';

async function start(t: TestContext, changes = {}) {
  const published: Order[] = [];
  const metrics = new Metrics();
  const neighbours = {
    ...sampleNeighbours,
    publishPlaced: async (order: Order) => void published.push(order),
    ...changes,
  };
  const service = await serve({
    routes: createRoutes(neighbours, metrics),
    metrics,
    log: () => {},
    port: 0,
    host: '127.0.0.1',
  });
  t.after(() => service.stop());
  const order = (fields: Record<string, string>) =>
    fetch(`${service.url}/orders`, {
      method: 'POST',
      body: new URLSearchParams({
        eventId: 'hamlet',
        seats: '2',
        cardToken: 'tok_visa',
        ...fields,
      }),
    });
  return { url: service.url, order, published };
}

test('a customer finds an event and buys two seats', async t => {
  const { url, order, published } = await start(t);
  assert.match(await (await fetch(url)).text(), /Hamlet/);
  const checkout = await (await fetch(`${url}/checkout/hamlet`)).text();
  assert.match(checkout, /action="\/orders"/);

  const thanks = await order({});
  assert.equal(thanks.status, 200);
  assert.match(await thanks.text(), /2 seats for 90\.00 EUR/);
  assert.equal(published.length, 1);
});

test('an order that is not paid is not placed', async t => {
  const { order, published } = await start(t);
  assert.equal((await order({ cardToken: 'tok_declined' })).status, 402);
  assert.equal((await order({ seats: '9' })).status, 403);
  assert.equal((await order({ seats: '0' })).status, 400);
  assert.equal((await order({ seats: '1.5' })).status, 400);
  assert.equal((await order({ eventId: 'nowhere' })).status, 400);
  assert.deepEqual(published, []);
});

test('a title with markup in it stays text', async t => {
  assert.equal(html`<b>${'<script>'}</b>`.text, '<b>&#60;script&#62;</b>');
  const { url } = await start(t, {
    findEvents: async () => [
      { id: 'x', title: '<script>alert(1)</script>', city: '', date: '' },
    ],
  });
  assert.doesNotMatch(await (await fetch(url)).text(), /<script>/);
});
