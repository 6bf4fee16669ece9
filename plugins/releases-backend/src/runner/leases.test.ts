import { DatabaseProxy } from './__testUtils__/DatabaseProxy';
import {
  addRelease,
  cutConnections,
  endLease,
  expectWholeLog,
  listHosts,
  openAnotherPool,
  testLogger,
  until,
  untilEnded,
} from './__testUtils__/releases';
import { allActs, listActs } from './__testUtils__/ScriptedEngine';
import { useWorkers } from './__testUtils__/useWorkers';
import { ReleaseQueue } from './ReleaseQueue';
import { RunLease } from './RunLease';

jest.setTimeout(180_000);

describe('a release whose worker', () => {
  const here = useWorkers({ concurrency: 1 });

  it('is frozen past its lease is refused everything once it thaws', async () => {
    let thaw = () => {};
    const refusals: unknown[] = [];
    const frozen = here.work({
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
    });
    const id = await addRelease(here.knex);
    await until(async () =>
      (await listHosts(here.knex, id)).includes('prod-1 switching'),
    );
    here.work();
    await endLease(here.knex, id);
    const release = await untilEnded(here.knex, id);
    thaw();
    await until(async () => refusals.length === 4);
    await frozen.stop();
    expect(refusals).toEqual(refusals.map(() => 'LeaseLostError'));
    expect(await here.knex('releases').where({ id }).first()).toEqual(release);
    expect(await listActs(here.knex, id)).toEqual(allActs);
    expect(await listHosts(here.knex, id)).toContain('prod-1 verified');
    const log = await expectWholeLog(here.knex, id);
    expect(log).not.toContain('I was away');
  });

  it('is frozen in the middle of a write is taken over all the same', async () => {
    const id = await addRelease(here.knex, { hosts: ['prod-1'] });
    const seconds = 3;
    const claimed = await new ReleaseQueue(here.knex, {
      leaseSeconds: seconds,
    }).start(id, 'frozen');
    const pool = openAnotherPool(here.knex);
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
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'succeeded',
      epoch: 2,
    });
    thaw?.();
    await expect(write).rejects.toMatchObject({ name: 'LeaseLostError' });
    await pool.destroy();
  });

  it('writes for long renews its lease meanwhile, and nobody takes it over', async () => {
    const id = await addRelease(here.knex, { hosts: ['prod-1'] });
    const queue = new ReleaseQueue(here.knex, { leaseSeconds: 600 });
    const claimed = await queue.start(id, 'writer');
    const lease = new RunLease(
      { release: id, owner: 'writer', epoch: claimed!.epoch },
      {
        knex: here.knex,
        logger: testLogger,
        seconds: 600,
        claimedAt: claimed!.claimedAt,
        onRenewed: () => {},
      },
    );
    const expire = () =>
      here
        .knex('releases')
        .where({ id })
        .update({ lease_expires_at: here.knex.fn.now() });
    await lease.write(async () => {
      await expire();
      expect(await queue.takeOver('another')).toBeUndefined();
      await lease.renew();
    });
    await expire();
    expect(await queue.takeOver('another')).toMatchObject({ id, epoch: 2 });
  });

  it('shuts down goes on at once with another one', async () => {
    const leaving = here.work({
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
    const id = await addRelease(here.knex);
    await until(
      async () =>
        (await listHosts(here.knex, id)).includes('prod-1 untouched') &&
        (await here
          .knex('release_steps')
          .where({ key: 'batch-1', state: 'running' })
          .first()),
    );
    await leaving.stop();
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'succeeded',
      epoch: 2,
    });
    expect(await listActs(here.knex, id)).toEqual(allActs);
  });

  it('loses its connections to the database now and then carries it out all the same', async () => {
    let cuts = 0;
    here.work({
      script: {
        during: async (_, { log, facts }) => {
          for (let count = 0; count < 30; count++) {
            log.note(`line ${count}`);
            if (count % 10 === 0) {
              cuts += await cutConnections(here.knex, {
                application: 'another',
              });
            }
            await facts.set('count', count);
          }
        },
      },
    });
    const id = await addRelease(here.knex, { hosts: ['prod-1', 'prod-2'] });
    expect(await untilEnded(here.knex, id)).toMatchObject({
      outcome: '2 hosts run v1.2.0',
      epoch: 1,
    });
    expect(cuts).toBeGreaterThan(5);
    const log = await expectWholeLog(here.knex, id);
    expect(log.filter(text => text.startsWith('line '))).toEqual(
      Array.from({ length: 4 * 30 }, (_, index) => `line ${index % 30}`),
    );
  });

  it('cannot reach the database stops before somebody else goes on, and is refused when it is back', async () => {
    const proxy = await DatabaseProxy.start(here.knex);
    let lost: unknown;
    const cutOff = here.work({
      pool: proxy.openPool(here.knex),
      leaseSeconds: 8,
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
    const id = await addRelease(here.knex);
    await until(async () => lost);
    expect(lost).toMatchObject({ name: 'LeaseLostError' });
    here.work();
    const release = await untilEnded(here.knex, id);
    expect(release).toMatchObject({ state: 'succeeded', epoch: 2 });
    proxy.deliver();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await here.knex('releases').where({ id }).first()).toEqual(release);
    expect(await here.knex('release_facts').where({ key: 'never' })).toEqual(
      [],
    );
    expect(await listActs(here.knex, id)).toEqual(allActs);
    await cutOff.stop();
    proxy.close();
  });
});
