import { connect } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { LogPage } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import {
  cutConnections,
  openDatabase,
  until,
} from '../runner/__testUtils__/releases';
import { openLog } from './__testUtils__/openLog';
import { collectLines, readEvents } from './__testUtils__/readEvents';
import { LogServer } from './__testUtils__/serveLog';

jest.setTimeout(60_000);

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('logs over HTTP', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let server: LogServer;

  beforeAll(async () => {
    knex = await openDatabase(databases);
  });

  beforeEach(async () => {
    server = await LogServer.start(knex, { perUser: 5, total: 6 });
  });

  afterEach(async () => {
    await server.close();
  });

  const numbers = (count: number, first = 1) =>
    Array.from({ length: count }, (_, index) => index + first);

  it('are followed without gap or repetition although the connection that hears of them breaks', async () => {
    const { id, writer, finish } = await openLog(knex);
    const log = writer.forStep('build');
    const follow = async () =>
      collectLines(await fetch(`${server.url}/releases/${id}/log/events`));
    const viewers = [follow(), follow(), follow()];
    let cuts = 0;
    for (let count = 1; count <= 300; count++) {
      log.note(`line ${count}`);
      if (count % 60 === 0) {
        cuts += await cutConnections(knex, {
          query: 'LISTEN stagedoor_releases',
        });
      }
      await sleep(4);
    }
    await finish();
    expect(cuts).toBeGreaterThan(1);
    for (const { lines, ended } of await Promise.all(viewers)) {
      expect(ended).toBe(true);
      expect(lines.map(({ n }) => n)).toEqual(numbers(300));
    }
  });

  it('go on after the last line that a reader has', async () => {
    const { id, writer, finish } = await openLog(knex);
    writer.forStep('build').note('1\n2\n3\n4\n5');
    await finish();
    const url = `${server.url}/releases/${id}/log/events`;
    const read = async (response: Response) =>
      (await collectLines(response)).lines.map(({ n }) => n);
    expect(await read(await fetch(`${url}?after=2`))).toEqual([3, 4, 5]);
    expect(
      await read(
        await fetch(`${url}?after=1`, { headers: { 'Last-Event-ID': '4' } }),
      ),
    ).toEqual([5]);
    expect(await read(await fetch(`${url}?after=99`))).toEqual([]);
  });

  it('come as events that proxies do not hold back', async () => {
    const { id, writer } = await openLog(knex);
    writer.forStep('build').note('hello');
    await writer.flush();
    const stop = new AbortController();
    const response = await fetch(`${server.url}/releases/${id}/log/events`, {
      signal: stop.signal,
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const { value } = await readEvents(response).next();
    expect(value).toMatchObject({
      id: '1',
      event: 'lines',
      data: { cursor: 1, end: false, lines: [{ n: 1, text: 'hello' }] },
    });
    stop.abort();
  });

  it('say that the stream is open before anything else', async () => {
    const { id, writer } = await openLog(knex);
    writer.forStep('build').note('hello');
    await writer.flush();
    const stop = new AbortController();
    const response = await fetch(`${server.url}/releases/${id}/log/events`, {
      signal: stop.signal,
    });
    const { value } = await response.body!.getReader().read();
    // A comment, which browsers leave out.
    expect(new TextDecoder().decode(value)).toMatch(/^:.*\n\n/);
    stop.abort();
  });

  it('reach a reader who is slow at their own pace, and hold nobody else up', async () => {
    const { id, writer, finish } = await openLog(knex);
    const port = Number(new URL(server.url).port);
    const slow = connect(port, '127.0.0.1');
    slow.pause();
    slow.write(
      `GET /releases/${id}/log/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    const quick = collectLines(
      await fetch(`${server.url}/releases/${id}/log/events`),
    );
    const before = process.memoryUsage.rss();
    const out = writer.forStep('build').output('out');
    for (let count = 0; count < 300; count++) {
      if (!out.write(`${'x'.repeat(99)}\n`.repeat(1000))) {
        await new Promise(resolve => out.once('drain', resolve));
      }
    }
    await new Promise<void>(resolve => out.end(resolve));
    await finish();
    expect((await quick).lines.length).toBe(300_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024);
    let text = '';
    let last = 0;
    let ended = false;
    slow.on('data', bytes => {
      text = text.slice(-100) + bytes.toString('latin1');
      last = Math.max(
        last,
        ...[...text.matchAll(/\nid: (\d+)\n/g)].map(m => Number(m[1])),
      );
      ended ||= text.includes('event: end');
    });
    slow.resume();
    await new Promise(resolve => slow.once('close', resolve));
    expect(last).toBe(300_000);
    expect(ended).toBe(true);
  });

  it('are waited for by those who cannot hold a stream', async () => {
    const { id, writer, finish } = await openLog(knex);
    const url = `${server.url}/releases/${id}/log`;
    const read = async (query: string): Promise<LogPage> =>
      (await fetch(`${url}?${query}`)).json();
    expect(await read('after=0')).toEqual({
      lines: [],
      cursor: 0,
      end: false,
      last: 0,
    });
    const askedAt = performance.now();
    const waiting = read('after=0&wait=20');
    await sleep(200);
    writer.forStep('build').note('hello');
    expect(await waiting).toMatchObject({ cursor: 1, lines: [{ n: 1 }] });
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    const noMatch = read('after=0&wait=1&search=absent');
    expect(await noMatch).toMatchObject({ lines: [], cursor: 1, end: false });
    const last = read('after=1&wait=20');
    await finish();
    expect(await last).toEqual({ lines: [], cursor: 1, end: true, last: 1 });
  });

  it('are downloaded as plain text, with long lines in one piece', async () => {
    const { id, writer, finish } = await openLog(knex);
    const log = writer.forStep('build');
    log.command('make');
    log.note(`\x1b[31m${'x'.repeat(40_000)}\x1b[0m`, { host: 'prod-1' });
    await finish();
    const response = await fetch(`${server.url}/releases/${id}/log/text`);
    expect(response.headers.get('content-type')).toBe(
      'text/plain; charset=utf-8',
    );
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const lines = (await response.text()).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^\S+Z build - \$ make$/),
      expect.stringMatching(/^\S+Z build prod-1 # x{40000}$/),
      '',
    ]);
  });

  it('look absent to those who may not see the release', async () => {
    for (const path of ['log', 'log?wait=5', 'log/events', 'log/text']) {
      const response = await fetch(`${server.url}/releases/404/${path}`);
      expect(response.status).toBe(404);
    }
    const bad = await fetch(`${server.url}/releases/x/log`);
    expect(bad.status).toBe(400);
    const worse = await fetch(`${server.url}/releases/1/log?limit=1000000`);
    expect(worse.status).toBe(400);
  });

  it('are followed by so many at a time, and a place is free when somebody leaves', async () => {
    const { id } = await openLog(knex);
    const url = `${server.url}/releases/${id}/log/events`;
    const stops = numbers(5).map(() => new AbortController());
    for (const { signal } of stops) {
      expect((await fetch(url, { signal })).status).toBe(200);
    }
    const refused = await fetch(url);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('You follow 5 logs already') },
    });
    stops[0].abort();
    await sleep(100);
    const stop = new AbortController();
    expect((await fetch(url, { signal: stop.signal })).status).toBe(200);
    [...stops, stop].forEach(each => each.abort());
  });

  it.each(['log/events', 'log?wait=30'])(
    'keep no place for a reader of %s who has left before they were let in',
    async path => {
      const { id } = await openLog(knex);
      let enter = () => {};
      const asked = new Promise<void>(resolve => {
        enter = resolve;
      });
      let letIn = () => {};
      const entry = new Promise<void>(resolve => {
        letIn = resolve;
      });
      const narrow = await LogServer.start(
        knex,
        { perUser: 1, total: 1 },
        async () => {
          enter();
          await entry;
        },
      );
      const url = `${narrow.url}/releases/${id}`;
      const impatient = new AbortController();
      const left = fetch(`${url}/${path}`, { signal: impatient.signal });
      await asked;
      impatient.abort();
      await expect(left).rejects.toThrow('abort');
      await narrow.untilAlone();
      letIn();
      const stop = new AbortController();
      await until(async () => {
        const { signal } = stop;
        return (await fetch(`${url}/log/events`, { signal })).status === 200;
      });
      stop.abort();
      await narrow.close();
    },
    // Less than whoever has left would have waited.
    20_000,
  );
});
