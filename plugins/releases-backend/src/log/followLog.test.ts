import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { addRelease, openDatabase } from '../runner/__testUtils__/releases';
import { ScriptedEngine } from '../runner/__testUtils__/ScriptedEngine';
import { TestWorker } from '../runner/__testUtils__/TestWorker';
import { collectLines } from './__testUtils__/readEvents';
import { LogServer } from './__testUtils__/serveLog';

jest.setTimeout(60_000);

describe('a followed log', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let server: LogServer;
  let worker: TestWorker | undefined;

  beforeEach(async () => {
    knex = await openDatabase(databases);
    server = await LogServer.start(knex, { perUser: 100, total: 100 });
  });

  afterEach(async () => {
    await worker?.stop();
    await server.close();
  });

  it('reaches everybody who follows it, each line once, until the release ends', async () => {
    const id = await addRelease(knex);
    const viewers = Array.from({ length: 100 }, async (_, index) =>
      collectLines(
        await fetch(`${server.url}/releases/${id}/log/events`, {
          headers: index % 2 ? { 'Last-Event-ID': '3' } : {},
        }),
      ),
    );
    worker = new TestWorker({
      knex,
      engine: new ScriptedEngine(knex, {
        during: async (_, { log }) => {
          for (let count = 0; count < 20; count++) {
            log.note(`working ${count}`);
            await new Promise(resolve => setTimeout(resolve, 5));
          }
        },
      }),
    });
    const seen = await Promise.all(viewers);
    const all = seen[0].lines.map(({ n }) => n);
    expect(all.length).toBeGreaterThan(100);
    expect(all).toEqual(all.map((_, index) => index + 1));
    seen.forEach(({ lines, ended, changes }, index) => {
      expect(ended).toBe(true);
      expect(changes).toBeGreaterThan(0);
      expect(lines.map(({ n }) => n)).toEqual(index % 2 ? all.slice(3) : all);
    });
  });
});
