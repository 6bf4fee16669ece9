import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { ReleasesClient } from '@stagedoor/plugin-releases-common';
import { setupServer } from 'msw/node';
import { FakeLog, makeLine, makeLines } from '../__testUtils__/FakeLog';
import { LogSession } from './LogSession';
import { LogStore } from './LogStore';

const server = setupServer();
registerMswTestHooks(server);

const source = new ReleasesClient({
  discoveryApi: {
    getBaseUrl: async () => 'http://localhost:7007/api/releases',
  },
  fetchApi: { fetch: (input, init) => fetch(input, init) },
});

function open(log: FakeLog) {
  server.use(...log.handlers(7));
  const session = new LogSession({
    source,
    release: 7,
    onReleaseChange: () => {},
    store: new LogStore({ flushMs: 0 }),
  });
  const held = () => session.store.getSnapshot().lines.map(line => line.n);
  return { session, held, over: session.start() };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

it('reads a short log that has ended, and follows nothing', async () => {
  const log = new FakeLog(makeLines(40), { isEnded: true });
  const { session, held, over } = open(log);
  await over;
  expect(held()).toEqual(range(1, 40));
  expect(session.store.getSnapshot().isEnded).toBe(true);
  expect(log.streams).toBe(0);
});

it('begins near the end of a long log and goes on from there', async () => {
  const log = new FakeLog(makeLines(20_000));
  const { session, held, over } = open(log);
  await until(() => held().at(-1) === 20_000);
  expect(held()[0]).toBeGreaterThan(19_000);
  log.write(makeLine(20_001));
  await until(() => held().at(-1) === 20_001);
  expect(held()).toEqual(range(held()[0], 20_001));
  session.stop();
  await over;
});

it('reads older lines without a gap when answers are shorter than asked for', async () => {
  const log = new FakeLog(makeLines(20_000), { isEnded: true });
  const { session, held, over } = open(log);
  await over;
  log.longestPage = 130;
  const first = held()[0];
  await session.loadOlder();
  expect(held()).toEqual(range(first - 500, 20_000));
});

it('shows the surroundings of any line, and reads on from there', async () => {
  const log = new FakeLog(makeLines(20_000), { isEnded: true });
  const { session, held, over } = open(log);
  await over;
  await session.showLine(777);
  expect(held()).toContain(777);
  expect(session.store.getSnapshot().isAttached).toBe(false);
  const last = held().at(-1)!;
  await session.loadNewer();
  expect(held()).toEqual(range(held()[0], last + 500));
  session.store.attach();
  expect(held().at(-1)).toBe(20_000);
});

it('finds the first line of a host far away', async () => {
  const lines = makeLines(9_000);
  lines[4_321] = makeLine(4_322, { host: 'prod-9' });
  const { session, over } = open(new FakeLog(lines, { isEnded: true }));
  await over;
  expect(await session.findFirst({ host: 'prod-9' })).toBe(4_322);
  expect(await session.findFirst({ host: 'prod-10' })).toBeUndefined();
});

it('says when the log may not be read', async () => {
  const log = new FakeLog([]);
  log.isGone = true;
  const { session, over } = open(log);
  await over;
  expect(session.store.getSnapshot()).toMatchObject({ connection: 'over' });
  expect(session.store.getSnapshot().problem).toBeDefined();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
