import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorAnswer } from '../src/errors.ts';
import { startServer } from './startServer.ts';

const greet = (url: string, body: unknown, headers = {}) =>
  fetch(`${url}/v1/greetings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

test('a running service is alive and ready', async t => {
  const { url } = await startServer(t);
  for (const path of ['/healthz', '/readyz']) {
    assert.equal((await fetch(url + path)).status, 200, path);
  }
});

test('a good request is answered', async t => {
  const { url } = await startServer(t);
  const response = await greet(url, { name: ' Ada ', language: 'de' });
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { message: 'Hallo, Ada!' });
});

test('input that was not asked for is refused, not repaired', async t => {
  const { url } = await startServer(t);
  const wrong: unknown[] = [
    {},
    { name: '' },
    { name: '   ' },
    { name: 42 },
    { name: 'x'.repeat(101) },
    { name: 'Ada', language: 'tlh' },
    { name: 'Ada', admin: true },
    [],
    null,
  ];
  for (const body of wrong) {
    const response = await greet(url, body);
    assert.equal(response.status, 400, JSON.stringify(body));
    const answer = (await response.json()) as ErrorAnswer;
    assert.equal(answer.error.requestId, response.headers.get('x-request-id'));
  }
});

test('a body that is no JSON, or too large, is refused', async t => {
  const { url } = await startServer(t);
  const send = (body: string) =>
    fetch(`${url}/v1/greetings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  assert.equal((await send('{"name":')).status, 400);
  assert.equal((await send(`"${'x'.repeat(1024 * 1024)}"`)).status, 413);
});

test('an unknown path answers in the shape of every error', async t => {
  const { url } = await startServer(t);
  const response = await fetch(`${url}/nowhere`);
  assert.equal(response.status, 404);
  const answer = (await response.json()) as ErrorAnswer;
  assert.equal(answer.error.code, 'NOT_FOUND');
});

test('a failure is logged in full and answered without its details', async t => {
  const { url, readLogs } = await startServer(t, app => {
    app.get('/boom', async () => {
      throw new Error('password is hunter2');
    });
  });
  const response = await fetch(`${url}/boom`);
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.doesNotMatch(text, /hunter2/);
  const line = readLogs().find(entry => entry['log.level'] === 'error');
  assert.equal(line?.['request.id'], response.headers.get('x-request-id'));
  assert.match(JSON.stringify(line), /hunter2/);
});

test('the request id of the caller goes into the answer and the log', async t => {
  const { url, readLogs } = await startServer(t);
  const response = await greet(url, { name: 'Ada' }, { 'x-request-id': 'abc-1' });
  await response.text();
  assert.equal(response.headers.get('x-request-id'), 'abc-1');
  const line = readLogs().find(entry => entry.message === 'request');
  assert.equal(line?.['request.id'], 'abc-1');
  assert.equal(line?.['service.name'], '${{ values.name }}');
  assert.equal(line?.['http.route'], '/v1/greetings');
});

test('a request id that could forge a log line is replaced', async t => {
  const { url } = await startServer(t);
  for (const id of ['a b', 'x'.repeat(65), '{"level":"error"}', '']) {
    const response = await greet(url, { name: 'Ada' }, { 'x-request-id': id });
    assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  }
});

test('the query of a request stays out of the log', async t => {
  const { url, readLogs } = await startServer(t);
  await fetch(`${url}/nowhere?token=hunter2`);
  assert.doesNotMatch(JSON.stringify(readLogs()), /hunter2/);
  assert.match(JSON.stringify(readLogs()), /nowhere/);
});

test('metrics time each route, and never hold a path', async t => {
  const { url } = await startServer(t);
  await (await greet(url, { name: 'Ada' })).text();
  await (await greet(url, {})).text();
  await (await fetch(`${url}/no/such/path-4711`)).text();

  const response = await fetch(`${url}/metrics`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  const text = await response.text();
  const count = (labels: string) =>
    text.includes(`http_request_duration_seconds_count{${labels}} 1`);
  assert.ok(count('method="POST",route="/v1/greetings",status="200"'), text);
  assert.ok(count('method="POST",route="/v1/greetings",status="400"'), text);
  assert.ok(count('method="GET",route="unmatched",status="404"'), text);
  assert.match(text, /^process_cpu_seconds_total /m);
  assert.doesNotMatch(text, /4711/);
});
