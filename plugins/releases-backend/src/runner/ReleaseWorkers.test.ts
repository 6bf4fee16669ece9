import {
  addRelease,
  endLease,
  until,
  untilEnded,
} from './__testUtils__/releases';
import { Script } from './__testUtils__/ScriptedEngine';
import { notifyWake } from '../wake/releaseWake';
import { useWorkers } from './__testUtils__/useWorkers';

jest.setTimeout(180_000);

describe('workers', () => {
  const here = useWorkers();

  it('carry out one release at a time per place, in the order of asking', async () => {
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const script: Script = {
      during: async (point, { release }) => {
        if (point === 'build') {
          order.push(release);
          running += 1;
          most = Math.max(most, running);
          await new Promise(resolve => setTimeout(resolve, 50));
          running -= 1;
        }
      },
    };
    const ids: number[] = [];
    for (let count = 0; count < 6; count++) {
      ids.push(await addRelease(here.knex, { hosts: ['prod-1'] }));
    }
    here.work({ script, concurrency: 4 });
    here.work({ script, concurrency: 4 });
    await Promise.all(ids.map(id => untilEnded(here.knex, id)));
    expect(order).toEqual(ids);
    expect(most).toBe(1);
    const releases = await here.knex('releases').orderBy('id');
    expect(releases.map(({ epoch }) => epoch)).toEqual(ids.map(() => 1));
  });

  it('carry out releases of different places at the same time', async () => {
    const building = new Set<number>();
    here.work({
      concurrency: 3,
      script: {
        // Nobody goes on before all have begun.
        during: async (_, { release }) => {
          building.add(release);
          await until(async () => building.size === 3);
        },
      },
    });
    const ids = await Promise.all(
      ['dev', 'staging', 'production'].map(environment =>
        addRelease(here.knex, { environment, hosts: [`${environment}-1`] }),
      ),
    );
    await Promise.all(ids.map(id => untilEnded(here.knex, id)));
    expect([...building].sort()).toEqual(ids.sort());
  });

  it('start nothing that may not start, and nobody waits for it', async () => {
    const refused = await addRelease(here.knex, { environment: 'production' });
    const unclear = await addRelease(here.knex, { environment: 'staging' });
    here.work({
      mayStart: async id => {
        if (id === unclear) {
          throw new Error('The catalog does not answer');
        }
        return id !== refused;
      },
    });
    const fine = await addRelease(here.knex, { environment: 'dev' });
    await untilEnded(here.knex, fine);
    const states = await here.knex('releases').orderBy('id').select('state');
    expect(states.map(({ state }) => state)).toEqual([
      'queued',
      'queued',
      'succeeded',
    ]);
  });

  it('ask again at once about a release that was sent back and is queued once more', async () => {
    const order: number[] = [];
    const refused = new Set<number>();
    here.work({
      concurrency: 1,
      mayStart: async id => order.length > 0 || !refused.add(id),
      script: { during: async (_, { release }) => void order.push(release) },
    });
    const sentBack = await addRelease(here.knex);
    await until(async () => refused.has(sentBack));
    order.push(0);
    // Both are there in the same moment, so that only the order of asking counts.
    const later = await here.knex.transaction(async trx => {
      await notifyWake(trx, { release: sentBack, kind: 'queue' });
      return addRelease(trx, { environment: 'dev' });
    });
    await untilEnded(here.knex, later);
    expect([...new Set(order)]).toEqual([0, sentBack, later]);
  });

  it('take over what a dead one has left although all their slots are taken', async () => {
    let finish = () => {};
    const finished = new Promise<void>(resolve => {
      finish = resolve;
    });
    here.work({
      concurrency: 1,
      script: {
        during: async (_, { plan }) =>
          plan.environment === 'slow' ? finished : undefined,
      },
    });
    const slow = await addRelease(here.knex, { environment: 'slow' });
    await until(async () =>
      here.knex('releases').where({ id: slow, state: 'running' }).first(),
    );
    let died = () => {};
    const death = new Promise<void>(resolve => {
      died = resolve;
    });
    here.work({ dieAt: point => point === 'claimed', onDeath: () => died() });
    const left = await addRelease(here.knex, { environment: 'dev' });
    await death;
    await endLease(here.knex, left);
    expect(await untilEnded(here.knex, left)).toMatchObject({
      state: 'succeeded',
      epoch: 2,
    });
    finish();
    await untilEnded(here.knex, slow);
  });

  it('take nothing with no slots', async () => {
    here.work({ concurrency: 0 });
    const id = await addRelease(here.knex);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await here.knex('releases').where({ id }).first()).toMatchObject({
      state: 'queued',
    });
  });
});
