import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DatabaseProxy } from './__testUtils__/DatabaseProxy';
import {
  addRelease,
  cutConnections,
  listHosts,
  openAnotherPool,
  openDatabase,
  readWholeLog,
  testLogger,
  until,
  untilEnded,
} from './__testUtils__/releases';
import {
  listActs,
  Script,
  ScriptedEngine,
} from './__testUtils__/ScriptedEngine';
import { TestWorker } from './__testUtils__/TestWorker';
import { ReleaseQueue } from './ReleaseQueue';
import { RunLease } from './RunLease';

jest.setTimeout(180_000);

const acts = [
  'build',
  ...['prod-1', 'prod-2', 'prod-3', 'prod-4'].flatMap(host => [
    `upload ${host}`,
    `${host} > new`,
  ]),
];

describe('a release whose worker', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let workers: TestWorker[] = [];

  function work(
    options: Partial<ConstructorParameters<typeof TestWorker>[0]> & {
      script?: Script;
    } = {},
  ) {
    const { script, ...rest } = options;
    const worker = new TestWorker({
      engine: new ScriptedEngine(knex, script),
      leaseSeconds: 30,
      concurrency: 1,
      ...rest,
      knex,
    });
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

  it('is frozen past its lease is refused everything once it thaws', async () => {
    let thaw = () => {};
    const refusals: unknown[] = [];
    const frozen = work({
      script: {
        during: async (point, context) => {
          if (point !== 'before-switch:prod-1') {
            return;
          }
          await new Promise<void>(resolve => {
            thaw = resolve;
          });
          context.log.note('I was away');
          for (const write of [
            () => context.log.flush(),
            () => context.facts.set('late', true),
            () => context.packages.record('late', { digest: 'x', bytes: 1 }),
            () =>
              context.hosts.record('resource:default/prod-1', {
                state: 'failed',
                runs: null,
              }),
          ]) {
            refusals.push(await write().catch(error => error.name));
          }
          expect(context.signal.reason).toMatchObject({
            name: 'LeaseLostError',
          });
        },
      },
      leaseSeconds: 60,
    });
    const id = await addRelease(knex);
    await until(async () =>
      (await listHosts(knex, id)).includes('prod-1 switching'),
    );
    work();
    await knex('releases')
      .where({ id })
      .update({ lease_expires_at: knex.raw("now() - interval '1 second'") });
    const release = await untilEnded(knex, id);
    thaw();
    await until(async () => refusals.length === 4);
    await frozen.stop();
    expect(refusals).toEqual(refusals.map(() => 'LeaseLostError'));
    expect(await knex('releases').where({ id }).first()).toEqual(release);
    expect(await listActs(knex, id)).toEqual(acts);
    expect(await listHosts(knex, id)).toContain('prod-1 verified');
    const log = await expectWholeLog(id);
    expect(log).not.toContain('I was away');
  });

  it('is frozen in the middle of a write is taken over all the same', async () => {
    const id = await addRelease(knex, { hosts: ['prod-1'] });
    const seconds = 3;
    const claimed = await new ReleaseQueue(knex, {
      leaseSeconds: seconds,
    }).start(id, 'frozen');
    const pool = openAnotherPool(knex);
    const lease = new RunLease(
      { release: id, owner: 'frozen', epoch: claimed!.epoch },
      {
        knex: pool,
        logger: testLogger,
        seconds,
        claimedAt: claimed!.claimedAt,
        onRenewed: () => {},
      },
    );
    let thaw: (() => void) | undefined;
    const write = lease.write(async trx => {
      await new Promise<void>(resolve => {
        thaw = resolve;
      });
      await trx('release_steps').insert({
        release_id: id,
        key: 'late',
        title: 'Late',
        position: 1,
        state: 'running',
      });
    });
    write.catch(() => {});
    await until(async () => thaw !== undefined);
    work();
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'succeeded',
      epoch: 2,
    });
    thaw?.();
    await expect(write).rejects.toMatchObject({ name: 'LeaseLostError' });
    await pool.destroy();
  });

  it('shuts down goes on at once with another one', async () => {
    const leaving = work({
      leaseSeconds: 60,
      script: {
        during: async (point, { signal }) => {
          if (point === 'batch-1') {
            await new Promise((_, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason)),
            );
          }
        },
      },
    });
    const id = await addRelease(knex);
    await until(
      async () =>
        (await listHosts(knex, id)).includes('prod-1 untouched') &&
        (await knex('release_steps')
          .where({ key: 'batch-1', state: 'running' })
          .first()),
    );
    await leaving.stop();
    const leftAt = performance.now();
    work({ leaseSeconds: 60 });
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'succeeded',
      epoch: 2,
    });
    expect(performance.now() - leftAt).toBeLessThan(10_000);
    expect(await listActs(knex, id)).toEqual(acts);
  });

  it('loses its connections to the database now and then carries it out all the same', async () => {
    let cuts = 0;
    work({
      leaseSeconds: 15,
      script: {
        during: async (_, { log, facts }) => {
          for (let count = 0; count < 30; count++) {
            log.note(`line ${count}`);
            if (count % 10 === 0) {
              cuts += await cutConnections(knex, { application: 'another' });
            }
            await facts.set('count', count);
          }
        },
      },
    });
    const id = await addRelease(knex, { hosts: ['prod-1', 'prod-2'] });
    expect(await untilEnded(knex, id)).toMatchObject({
      outcome: '2 hosts run v1.2.0',
      epoch: 1,
    });
    expect(cuts).toBeGreaterThan(5);
    const log = await expectWholeLog(id);
    expect(log.filter(text => text.startsWith('line '))).toEqual(
      Array.from({ length: 4 * 30 }, (_, index) => `line ${index % 30}`),
    );
  });

  it('cannot reach the database stops before somebody else goes on, and is refused when it is back', async () => {
    const proxy = await DatabaseProxy.start(knex);
    let lost: unknown;
    const cutOff = work({
      pool: proxy.openPool(knex),
      leaseSeconds: 2,
      script: {
        during: async (point, context) => {
          if (point === 'before-switch:prod-1') {
            proxy.swallow();
            lost = await context.facts.set('never', 1).catch(error => error);
            throw lost;
          }
        },
      },
    });
    const id = await addRelease(knex);
    await until(async () => lost);
    expect(lost).toMatchObject({ name: 'LeaseLostError' });
    work();
    const release = await untilEnded(knex, id);
    expect(release).toMatchObject({ state: 'succeeded', epoch: 2 });
    proxy.deliver();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await knex('releases').where({ id }).first()).toEqual(release);
    expect(await knex('release_facts').where({ key: 'never' })).toEqual([]);
    expect(await listActs(knex, id)).toEqual(acts);
    await cutOff.stop();
    proxy.close();
  });

  /** Every line is there, and numbered without a gap. */
  async function expectWholeLog(id: number): Promise<string[]> {
    const log = await readWholeLog(knex, id);
    expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
    return log.map(({ text }) => text);
  }
});
