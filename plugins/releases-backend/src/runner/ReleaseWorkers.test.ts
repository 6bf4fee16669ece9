import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  addRelease,
  listHosts,
  listSteps,
  openDatabase,
  readWholeLog,
  untilEnded,
} from './__testUtils__/releases';
import { listActs, ScriptedEngine } from './__testUtils__/ScriptedEngine';
import { TestWorker } from './__testUtils__/TestWorker';

jest.setTimeout(60_000);

describe('workers', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let workers: TestWorker[] = [];

  function work(
    options: Partial<ConstructorParameters<typeof TestWorker>[0]> = {},
  ) {
    const engine = options.engine ?? new ScriptedEngine(knex);
    const worker = new TestWorker({ ...options, knex, engine });
    workers.push(worker);
    return worker;
  }

  beforeEach(async () => {
    knex = await openDatabase(databases);
  });

  afterEach(async () => {
    await Promise.all(workers.map(worker => worker.stop()));
    workers = [];
  });

  it('carry out a release step by step', async () => {
    const worker = work();
    const id = await addRelease(knex);
    const release = await untilEnded(knex, id);
    expect(release).toMatchObject({
      state: 'succeeded',
      outcome: '4 hosts run v1.2.0',
      undo: null,
    });
    expect(await listSteps(knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 succeeded 1',
      'batch-2 succeeded 1',
    ]);
    expect(await listHosts(knex, id)).toEqual([
      'prod-1 verified',
      'prod-2 verified',
      'prod-3 verified',
      'prod-4 verified',
    ]);
    const log = await readWholeLog(knex, id);
    expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
    expect(log[0]).toMatchObject({ step: 'build', text: 'Build begins' });
    expect(worker.announced.at(0)).toEqual({ release: id, state: 'running' });
    expect(worker.announced.at(-1)).toEqual({
      release: id,
      state: 'succeeded',
    });
    expect(await listActs(knex, id)).toHaveLength(1 + 2 * 4);
  });
});
