import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { AccessClient } from '@stagedoor/plugin-access-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { makeSession } from '../__testUtils__/builders';
import { FakeAccess } from '../__testUtils__/FakeAccess';
import { FakeLive } from '../__testUtils__/FakeLive';
import { followSession, type LiveConnection } from './followSession';

const server = setupServer();
registerMswTestHooks(server);

const header = { version: 2, width: 80, height: 24 };

function follow(live: FakeLive) {
  const backend = new FakeAccess();
  const session = makeSession({ state: 'active', endedAt: undefined });
  backend.sessions = [session];
  server.use(...live.handlers(), ...backend.handlers());
  const lines: string[] = [];
  const connections: LiveConnection[] = [];
  const controller = new AbortController();
  const over = followSession({
    api: new AccessClient({
      discoveryApi: {
        getBaseUrl: async () => 'http://localhost:7007/api/access',
      },
      fetchApi: { fetch: (input, init) => fetch(input, init) },
    }),
    session: session.id,
    onLine: line => lines.push(line),
    onConnection: connection => connections.push(connection),
    signal: controller.signal,
    pause: () => new Promise(resolve => setTimeout(resolve, 1)),
  });
  const end = () => {
    Object.assign(session, {
      state: 'ended',
      recording: { ...session.recording, bytes: live.bytes },
    });
    live.end();
  };
  return { backend, lines, connections, over, controller, end };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

it('hands out every line as it comes, and stops at the end', async () => {
  const live = new FakeLive();
  live.write(header, [1, 'o', 'first']);
  const { lines, connections, over, end } = follow(live);
  await until(() => lines.length === 2);
  live.write([2, 'o', 'zweite: ü']);
  await until(() => lines.length === 3);
  end();
  await over;
  expect(lines.map(line => JSON.parse(line))).toEqual([
    header,
    [1, 'o', 'first'],
    [2, 'o', 'zweite: ü'],
  ]);
  expect(connections).toEqual(['connecting', 'live', 'over']);
});

it('goes on where it was cut, in the middle of a letter too', async () => {
  const live = new FakeLive();
  live.write(header, [1, 'o', 'eins'], [2, 'o', 'zwölf'], [3, 'o', 'drei']);
  const first = `${JSON.stringify(header)}\n[1,"o","eins"]\n`.length;
  live.cuts.push(first + '[2,"o","zw'.length + 1, 3);
  const { lines, over, end } = follow(live);
  await until(() => lines.length === 4);
  end();
  await over;
  expect(lines.slice(1).map(line => JSON.parse(line)[2])).toEqual([
    'eins',
    'zwölf',
    'drei',
  ]);
  expect(live.asked).toEqual([0, first, first]);
});

it('stops at a tear', async () => {
  const live = new FakeLive();
  live.write(header, [1, 'o', 'whole'], [1, 'm', 'Torn: Chunk 2 was changed']);
  const { connections, over } = follow(live);
  await over;
  expect(connections.at(-1)).toBe('over');
});

it('tries again while the platform is away, and stops when it says no', async () => {
  const live = new FakeLive();
  const { connections, controller, over, lines } = follow(live);
  const refuse = (name: string, status: number) =>
    server.use(
      http.get('*/recording/live', () =>
        HttpResponse.json(
          { error: { name, message: 'no' }, response: { statusCode: status } },
          { status },
        ),
      ),
    );
  refuse('ServiceUnavailableError', 503);
  live.cuts.push(1);
  live.write(header);
  await until(() => connections.includes('waiting'));
  refuse(NotAllowedError.name, 403);
  await over;
  expect(connections.at(-1)).toBe('over');
  expect(lines).toEqual([]);
  controller.abort();
});

it('lets go when nobody looks any more', async () => {
  const live = new FakeLive();
  live.write(header);
  const { lines, controller, over } = follow(live);
  await until(() => lines.length === 1);
  controller.abort();
  await over;
  live.write([1, 'o', 'unseen']);
  expect(lines).toHaveLength(1);
});
