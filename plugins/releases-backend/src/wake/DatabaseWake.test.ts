import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DatabaseProxy } from '../runner/__testUtils__/DatabaseProxy';
import {
  cutConnections,
  testLogger,
  until,
} from '../runner/__testUtils__/releases';
import { DatabaseWake } from './DatabaseWake';
import { notifyWake, ReleaseWake } from './releaseWake';

jest.setTimeout(60_000);

describe('a wake', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let wake: DatabaseWake | undefined;
  let heard: ReleaseWake[];
  let gaps: number;

  beforeEach(async () => {
    knex = await databases.init('POSTGRES_18');
    heard = [];
    gaps = 0;
  });

  afterEach(async () => {
    await wake?.close();
  });

  async function listen(pool: Knex, checkEveryMs?: number) {
    wake = DatabaseWake.start({ knex: pool, logger: testLogger, checkEveryMs });
    const stop = wake.subscribe({
      onWake: each => heard.push(each),
      onGap: () => {
        gaps += 1;
      },
    });
    await until(async () => gaps === 1);
    return stop;
  }

  it('is heard once the change is committed, and not if it is not', async () => {
    const stop = await listen(knex);
    await knex
      .transaction(async trx => {
        await notifyWake(trx, { release: 1, kind: 'state' });
        throw new Error('no');
      })
      .catch(() => {});
    await knex.raw("SELECT pg_notify('stagedoor_releases', 'nonsense')");
    await notifyWake(knex, { release: 2, kind: 'cancel' });
    await until(async () => heard.length > 0);
    expect(heard).toEqual([{ release: 2, kind: 'cancel' }]);
    stop();
    await notifyWake(knex, { release: 3, kind: 'log' });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(heard).toHaveLength(1);
  });

  it('that may have been missed is made up for after a new connection', async () => {
    await listen(knex);
    const cut = async () =>
      cutConnections(knex, { query: 'LISTEN stagedoor_releases' });
    expect(await cut()).toBe(1);
    await until(async () => gaps === 2);
    expect(await cut()).toBe(1);
    await until(async () => gaps === 3);
    await notifyWake(knex, { release: 4, kind: 'queue' });
    await until(async () => heard.length > 0);
    expect(heard).toEqual([{ release: 4, kind: 'queue' }]);
  });

  it('that a silent network swallows is noticed', async () => {
    const proxy = await DatabaseProxy.start(knex);
    const pool = proxy.openPool(knex);
    await listen(pool, 200);
    proxy.swallow();
    await notifyWake(knex, { release: 5, kind: 'log' });
    await new Promise(resolve => setTimeout(resolve, 1000));
    proxy.deliver();
    await until(async () => gaps > 1);
    expect(gaps).toBe(2);
    await wake?.close();
    await pool.destroy();
    proxy.close();
  });

  it('leaves no connection behind', async () => {
    await listen(knex);
    await wake?.close();
    const listCount = async () =>
      (await knex('pg_stat_activity').where('query', 'like', 'LISTEN %'))
        .length;
    await until(async () => (await listCount()) === 0);
    expect(await listCount()).toBe(0);
  });
});
