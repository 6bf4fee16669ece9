import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import {
  ReleasesClient,
  type LogPage,
} from '@stagedoor/plugin-releases-common';
import { setupServer } from 'msw/node';
import { FakeLog, makeLine, makeLines } from '../__testUtils__/FakeLog';
import { LogFollower, type Connection } from './LogFollower';

const server = setupServer();
registerMswTestHooks(server);

const source = new ReleasesClient({
  discoveryApi: {
    getBaseUrl: async () => 'http://localhost:7007/api/releases',
  },
  fetchApi: { fetch: (input, init) => fetch(input, init) },
});

function follow(
  log: FakeLog,
  options: { after?: number; silenceMs?: number } = {},
) {
  server.use(...log.handlers(7));
  const received: number[] = [];
  const connections: Connection[] = [];
  const pauses: number[] = [];
  const changes: number[] = [];
  const controller = new AbortController();
  const follower = new LogFollower({
    source,
    release: 7,
    after: options.after ?? 0,
    firstByteMs: 50,
    ...(options.silenceMs && { silenceMs: options.silenceMs }),
    pause: async ms => {
      pauses.push(ms);
      await new Promise(resolve => setTimeout(resolve, 2));
    },
    listener: {
      onPage: (page: LogPage) =>
        received.push(...page.lines.map(line => line.n)),
      onReleaseChange: () => changes.push(received.length),
      onConnection: connection => connections.push(connection),
    },
  });
  const over = follower.run(controller.signal);
  return { received, connections, pauses, changes, over, controller };
}

const upTo = (count: number) => makeLines(count).map(line => line.n);

it('hands out every line and stops at the end', async () => {
  const log = new FakeLog(makeLines(3));
  const { received, connections, over } = follow(log);
  await waitUntil(() => received.length === 3);
  log.write(makeLine(4), makeLine(5));
  log.end();
  await over;
  expect(received).toEqual(upTo(5));
  expect(connections).toEqual(['connecting', 'live', 'over']);
  expect(log.streams).toBe(1);
});

it('tells that something else has changed', async () => {
  const log = new FakeLog(makeLines(1));
  const { received, changes, over } = follow(log);
  await waitUntil(() => received.length === 1);
  log.tellChange();
  await waitUntil(() => changes.length === 1);
  log.end();
  await over;
  expect(changes).toEqual([1]);
});

it('goes on where a cut stream stopped', async () => {
  const log = new FakeLog(makeLines(20), { isEnded: true });
  log.faults.push(
    { kind: 'cut', afterLines: 6 },
    { kind: 'cut', afterLines: 6 },
  );
  const { received, over } = follow(log);
  await over;
  expect(received).toEqual(upTo(20));
  expect(log.streams).toBe(3);
});

it('asks again for the line in whose middle the stream was cut', async () => {
  const log = new FakeLog(makeLines(8), { isEnded: true });
  log.faults.push({ kind: 'cut-inside', afterLines: 3 });
  const { received, over } = follow(log);
  await over;
  expect(received).toEqual(upTo(8));
});

it('hands out no line twice when a new stream overlaps', async () => {
  const log = new FakeLog(makeLines(10), { isEnded: true });
  log.faults.push({ kind: 'cut', afterLines: 6 }, { kind: 'repeat', from: 2 });
  const { received, over } = follow(log);
  await over;
  expect(received).toEqual(upTo(10));
});

it('reads what a stream left out', async () => {
  const log = new FakeLog(makeLines(10), { isEnded: true });
  log.faults.push({ kind: 'skip', to: 5 });
  const { received, over } = follow(log);
  await over;
  expect(received).toEqual(upTo(10));
});

it('asks for pages where streams are held back', async () => {
  const log = new FakeLog(makeLines(4));
  log.faults.push({ kind: 'held-back' });
  const { received, connections, over } = follow(log);
  await waitUntil(() => received.length === 4);
  expect(connections).toContain('polling');
  log.write(makeLine(5));
  log.end();
  await over;
  expect(received).toEqual(upTo(5));
  expect(log.reads[0].get('wait')).toBe('20');
});

it('asks again for a page that is never answered', async () => {
  const log = new FakeLog(makeLines(4), { isEnded: true });
  log.faults.push({ kind: 'held-back' });
  log.silentReads = 1;
  const { received, over } = follow(log, { silenceMs: 50 });
  await over;
  expect(received).toEqual(upTo(4));
  expect(log.reads).toHaveLength(2);
});

it('waits longer and longer while the server is away', async () => {
  const log = new FakeLog(makeLines(2), { isEnded: true });
  log.faults.push(
    { kind: 'refused', status: 503 },
    { kind: 'refused', status: 503 },
  );
  const { received, pauses, connections, over } = follow(log);
  await over;
  expect(received).toEqual([1, 2]);
  expect(pauses).toHaveLength(2);
  expect(pauses[1]).toBeGreaterThan(pauses[0] * 1.1);
  expect(connections).toContain('waiting');
});

it('stops asking for a log that may not be read', async () => {
  const log = new FakeLog(makeLines(2));
  log.faults.push({ kind: 'refused', status: 404 });
  const { received, connections, over } = follow(log);
  await over;
  expect(received).toEqual([]);
  expect(connections.at(-1)).toBe('over');
  expect(log.streams).toBe(1);
});

it('lets go of the stream when nobody looks any more', async () => {
  const log = new FakeLog(makeLines(2));
  const { received, controller, over } = follow(log);
  await waitUntil(() => received.length === 2);
  controller.abort();
  await over;
  log.write(makeLine(3));
  expect(received).toEqual([1, 2]);
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
