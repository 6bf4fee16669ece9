import { Knex } from 'knex';
import { addRelease, openAnotherPool } from './__testUtils__/releases';
import { useDatabase } from './__testUtils__/useDatabase';
import { ReleaseQueue } from './ReleaseQueue';

jest.setTimeout(180_000);

describe('the queue', () => {
  const here = useDatabase();
  let other: Knex;
  let queues: ReleaseQueue[];

  beforeEach(() => {
    other = openAnotherPool(here.knex);
    queues = [here.knex, other].map(
      pool => new ReleaseQueue(pool, { leaseSeconds: 15 }),
    );
  });

  afterEach(async () => {
    await other.destroy();
  });

  it('gives a release to one of many who want it at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await addRelease(here.knex, { environment: `place-${round}` });
      const taken = await atOnce((queue, owner) => queue.start(id, owner));
      expect(taken).toEqual([expect.objectContaining({ id, epoch: 1 })]);
      await here
        .knex('releases')
        .where({ id })
        .update({ lease_expires_at: here.knex.fn.now() });
      const takenOver = await atOnce((queue, owner) => queue.takeOver(owner));
      expect(takenOver).toEqual([expect.objectContaining({ id, epoch: 2 })]);
      const events = await here
        .knex('release_events')
        .where({ release_id: id });
      expect(events.map(({ event }) => event)).toEqual(['start', 'take-over']);
    }
  });

  /** Lets four workers of two replicas try the same, and returns what they got. */
  async function atOnce<T>(
    act: (queue: ReleaseQueue, owner: string) => Promise<T | undefined>,
  ): Promise<T[]> {
    const got = await Promise.all(
      [...queues, ...queues].map((queue, index) => act(queue, `w${index}`)),
    );
    return got.filter(each => each !== undefined);
  }

  it('lets one of two releases of a place start, whoever asks', async () => {
    const ids = [await addRelease(here.knex), await addRelease(here.knex)];
    const taken = await Promise.all(
      ids.map((id, index) => queues[index].start(id, `worker ${index}`)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await queues[0].findNext({ except: [] })).toBeUndefined();
  });

  it('leaves alone what somebody carries out, whatever the clock of this machine says', async () => {
    const id = await addRelease(here.knex);
    await queues[0].start(id, 'worker 1');
    const clock = jest
      .spyOn(Date, 'now')
      .mockReturnValue(Date.now() + 3_600_000);
    expect(await queues[1].takeOver('worker 2')).toBeUndefined();
    clock.mockRestore();
  });

  it('offers the oldest of each place first', async () => {
    const first = await addRelease(here.knex);
    const second = await addRelease(here.knex);
    const elsewhere = await addRelease(here.knex, { environment: 'staging' });
    expect(await queues[0].findNext({ except: [] })).toBe(first);
    expect(await queues[0].findNext({ except: [first] })).toBe(elsewhere);
    await here
      .knex('releases')
      .where({ id: first })
      .update({ state: 'awaiting_approval' });
    expect(await queues[0].findNext({ except: [] })).toBe(second);
  });
});
