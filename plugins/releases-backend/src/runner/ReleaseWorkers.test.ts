import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { addRelease, openDatabase, untilEnded } from './__testUtils__/releases';
import { ScriptedEngine } from './__testUtils__/ScriptedEngine';
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

  it('carry out one release at a time per place, in the order of asking', async () => {
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const engine = () =>
      new ScriptedEngine(knex, {
        during: async (point, { release }) => {
          if (point === 'build') {
            order.push(release);
            running += 1;
            most = Math.max(most, running);
            await new Promise(resolve => setTimeout(resolve, 50));
            running -= 1;
          }
        },
      });
    const ids: number[] = [];
    for (let count = 0; count < 6; count++) {
      ids.push(await addRelease(knex, { hosts: ['prod-1'] }));
    }
    work({ engine: engine(), concurrency: 4 });
    work({ engine: engine(), concurrency: 4 });
    await Promise.all(ids.map(id => untilEnded(knex, id)));
    expect(order).toEqual(ids);
    expect(most).toBe(1);
    const releases = await knex('releases').orderBy('id');
    expect(releases.map(({ epoch }) => epoch)).toEqual(ids.map(() => 1));
  });

  it('carry out releases of different places at the same time', async () => {
    let running = 0;
    let most = 0;
    work({
      concurrency: 3,
      engine: new ScriptedEngine(knex, {
        during: async point => {
          running += point === 'build' ? 1 : 0;
          most = Math.max(most, running);
          await new Promise(resolve => setTimeout(resolve, 100));
        },
      }),
    });
    const ids = await Promise.all(
      ['dev', 'staging', 'production'].map(environment =>
        addRelease(knex, { environment, hosts: [`${environment}-1`] }),
      ),
    );
    await Promise.all(ids.map(id => untilEnded(knex, id)));
    expect(most).toBe(3);
  });

  it('start nothing that may not start, and nobody waits for it', async () => {
    const refused = await addRelease(knex, { environment: 'production' });
    const unclear = await addRelease(knex, { environment: 'staging' });
    work({
      mayStart: async id => {
        if (id === unclear) {
          throw new Error('The catalog does not answer');
        }
        return id !== refused;
      },
    });
    const fine = await addRelease(knex, { environment: 'dev' });
    await untilEnded(knex, fine);
    const states = await knex('releases').orderBy('id').select('state');
    expect(states.map(({ state }) => state)).toEqual([
      'queued',
      'queued',
      'succeeded',
    ]);
  });

  it('take nothing with no slots', async () => {
    work({ concurrency: 0 });
    const id = await addRelease(knex);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await knex('releases').where({ id }).first()).toMatchObject({
      state: 'queued',
    });
  });
});
