import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checks, parseTargets } from '../src/checks.ts';
import { serve } from '../src/kit/serve.ts';
import { createRoutes, renderPage } from '../src/routes.ts';

test('targets are read, and a wrong one is named', () => {
  assert.deepEqual(parseTargets('A=http://a/healthz, B=https://b'), [
    { name: 'A', url: 'http://a/healthz' },
    { name: 'B', url: 'https://b' },
  ]);
  assert.throws(() => parseTargets('A=ftp://a'), /A=ftp/);
});

test('up, down and unknown are told apart', async t => {
  let now = new Date('2026-01-01T12:00:00Z');
  const neighbour = await serve({
    routes: [],
    log: () => {},
    port: 0,
    host: '127.0.0.1',
  });
  t.after(() => neighbour.stop());
  const checks = new Checks(
    parseTargets(`Good=${neighbour.url}/healthz,Bad=${neighbour.url}/nothing`),
    () => now,
  );
  const states = () => checks.list().map(check => check.state);

  assert.deepEqual(states(), ['unknown', 'unknown']);
  await checks.lookAtAll();
  assert.deepEqual(states(), ['up', 'down']);
  assert.match(renderPage(checks.list()), /1 of 2 are down/);

  now = new Date('2026-01-01T12:02:00Z');
  assert.deepEqual(states(), ['unknown', 'unknown']);
  assert.doesNotMatch(renderPage(checks.list()), /Everything works/);
});

test('the page and the data are served', async t => {
  const service = await serve({
    routes: createRoutes(new Checks([{ name: '<A>', url: 'http://a' }])),
    log: () => {},
    port: 0,
    host: '127.0.0.1',
  });
  t.after(() => service.stop());
  assert.match(await (await fetch(service.url)).text(), /&#60;A&#62;/);
  assert.partialDeepStrictEqual(
    await (await fetch(`${service.url}/status.json`)).json(),
    { services: [{ state: 'unknown' }] },
  );
});
