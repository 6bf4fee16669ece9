import { TestDatabases } from '@backstage/backend-test-utils';
import { origin } from '@stagedoor/test-organisation';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

const wish = {
  component: 'component:default/shop',
  environment: 'dev',
  version: 'v1',
};
const key = (text: string) => ({ 'Idempotency-Key': text });
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('commands', () => {
  const backends: Awaited<ReturnType<typeof startReleasesBackend>>[] = [];
  afterAll(() => Promise.all(backends.map(backend => backend.stop())));
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    // Two replicas, one database.
    backends.push(await startReleasesBackend({ databases, knex }));
    backends.push(await startReleasesBackend({ databases, knex }));
    // The same history in both, as with one shared source.
    backends[1].source.location = backends[0].source.location;
  });
  beforeEach(async () => {
    const { knex } = backends[0];
    await knex('releases').whereNull('finished_at').update({
      state: 'cancelled',
      finished_at: knex.fn.now(),
    });
  });

  it('make one release of 50 requests with one key on two replicas', async () => {
    const answers = await Promise.all(
      times(50, index =>
        backends[index % 2]
          .call('post', '/releases', 'ana', key('double-click'))
          .send(wish),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([201]),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const [{ count }] = await backends[0]
      .knex('releases')
      .whereNull('finished_at')
      .count();
    expect(Number(count)).toBe(1);
  });

  it('make one release of a double click without a key, and name it to the other', async () => {
    const answers = await Promise.all(
      times(10, index =>
        backends[index % 2].call('post', '/releases', 'ana').send(wish),
      ),
    );
    const made = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect([made.length, refused.length]).toEqual([1, 9]);
    for (const { body } of refused) {
      expect(body.error.message).toContain(`#${made[0].body.id} of the same`);
    }
  });

  it('answer a repetition as the first time, whatever has happened since', async () => {
    const [backend] = backends;
    const send = () =>
      backend.call('post', '/releases', 'ana', key('again')).send(wish);
    const { body: first } = await send().expect(201);
    await backend
      .call('post', `/releases/${first.id}/cancellation`, 'ana')
      .send({})
      .expect(202);
    const { body: second } = await send().expect(201);
    expect(second).toMatchObject({ id: first.id, state: 'cancelled' });
  });

  it('refuse a key that stands for something else, and keep keys of people apart', async () => {
    const [backend] = backends;
    const send = (who: string, more: object) =>
      backend
        .call('post', '/releases', who, key('mine'))
        .send({ ...wish, ...more });
    const { body: anas } = await send('ana', {}).expect(201);
    const { body } = await send('ana', { version: 'v2' }).expect(409);
    expect(body.error.message).toMatch(/Idempotency-Key 'mine' was used/);
    const { body: amirs } = await send('amir', { version: 'v2' }).expect(201);
    expect(amirs.id).not.toBe(anas.id);
  });

  it('do not remember what was refused', async () => {
    const [backend] = backends;
    const send = () =>
      backend.call('post', '/releases', 'ana', key('refused')).send(wish);
    const blocking = await backend.create('ana', wish);
    const first = await send();
    await backend
      .call('post', `/releases/${blocking.id}/cancellation`, 'ana')
      .send({})
      .expect(202);
    const second = await send();
    expect([first.status, second.status]).toEqual([409, 201]);
  });

  it('release what was shown, or nothing', async () => {
    const [backend] = backends;
    const { body: preview } = await backend
      .call('post', '/previews', 'ana')
      .send(wish)
      .expect(200);
    expect(preview).toMatchObject({
      blockers: [],
      changes: { direction: 'first' },
      steps: ['Build', 'Batch 0'],
      version: { label: 'v1' },
    });
    const release = await backend.create('ana', {
      ...wish,
      planHash: preview.planHash,
    });
    expect(release.planHash).toBe(preview.planHash);
    const { body } = await backend
      .call('post', '/releases', 'ana')
      .send({ ...wish, version: 'v2', planHash: preview.planHash })
      .expect(409);
    expect(body.error.message).toMatch(/has changed since it was shown/);
  });

  describe('when the environment is busy', () => {
    it('queue: others wait in order, and each says for whom', async () => {
      const [backend] = backends;
      const first = await backend.create('ana', wish);
      const second = await backend.create('ana', { ...wish, version: 'v2' });
      const { body: preview } = await backend
        .call('post', '/previews', 'ana')
        .send({ ...wish, version: 'v3' })
        .expect(200);
      expect(preview.busy).toEqual({
        release: first.id,
        then: `It waits until #${first.id} is done`,
      });
      expect(second).toMatchObject({ state: 'queued', waitsFor: first.id });
      expect(first.waitsFor).toBeUndefined();
    });

    it('queue: says before it is asked for that the same waits already', async () => {
      const [backend] = backends;
      const first = await backend.create('ana', wish);
      const blockersOf = async (more: object) => {
        const { body } = await backend
          .call('post', '/previews', 'amir')
          .send({ ...wish, ...more })
          .expect(200);
        return body.blockers;
      };
      const said = `Release #${first.id} of the same version already waits for dev`;
      expect(await blockersOf({})).toEqual([said]);
      expect(await blockersOf({ version: 'v2' })).toEqual([]);
      const { body } = await backend
        .call('post', '/releases', 'amir')
        .send(wish)
        .expect(409);
      expect(body.error.message).toBe(said);
    });

    it('refuse: names the holder, also before it is asked for', async () => {
      const [backend] = backends;
      const single = { ...wish, environment: 'single' };
      const first = await backend.create('ana', single);
      const { body: preview } = await backend
        .call('post', '/previews', 'amir')
        .send({ ...single, version: 'v2' })
        .expect(200);
      expect(preview.blockers).toEqual([
        expect.stringContaining(`#${first.id}, asked for by user:default/ana`),
      ]);
      const { body } = await backend
        .call('post', '/releases', 'amir')
        .send({ ...single, version: 'v2' })
        .expect(409);
      expect(body.error.message).toMatch(
        new RegExp(`#${first.id}, asked for by user:default/ana`),
      );
    });

    it('refuse: lets one of 20 through at the same moment', async () => {
      const answers = await Promise.all(
        times(20, index =>
          backends[index % 2].call('post', '/releases', 'ana').send({
            ...wish,
            environment: 'single',
            version: `v${(index % 3) + 1}`,
          }),
        ),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    });

    it('supersede: cancels those that wait, and never one that runs', async () => {
      const [backend] = backends;
      const newest = { ...wish, environment: 'newest' };
      const running = await backend.create('ana', newest);
      await backend
        .knex('releases')
        .where({ id: running.id })
        .update({ state: 'running' });
      const waiting = await backend.create('ana', { ...newest, version: 'v2' });
      const last = await backend.create('ana', { ...newest, version: 'v3' });
      expect(await backend.read(waiting.id)).toMatchObject({
        state: 'cancelled',
        outcome: `Superseded by #${last.id}`,
      });
      expect((await backend.read(running.id)).state).toBe('running');
      expect(last.state).toBe('awaiting_approval');
    });
  });

  it('are refused for a host that somebody else describes, too, before it is asked for', async () => {
    const [backend] = backends;
    const { entities } = backend;
    const real = entities.find(({ metadata }) => metadata.name === 'dev-1')!;
    entities.push({
      ...real,
      metadata: {
        ...real.metadata,
        name: 'mine',
        annotations: { ...real.metadata.annotations, ...origin('mine') },
      },
    });
    const said = expect.stringContaining(
      'dev-1 is the same machine as resource:default/mine',
    );
    try {
      const { body: preview } = await backend
        .call('post', '/previews', 'amir')
        .send(wish)
        .expect(200);
      expect(preview.blockers).toEqual([said]);
      const { body } = await backend
        .call('post', '/releases', 'amir')
        .send(wish)
        .expect(409);
      expect(body.error.message).toEqual(said);
    } finally {
      entities.pop();
    }
  });

  it('cancel what runs by asking its worker, once', async () => {
    const [backend] = backends;
    const release = await backend.create('ana', wish);
    await backend
      .knex('releases')
      .where({ id: release.id })
      .update({ state: 'running' });
    const cancel = () =>
      backend
        .call('post', `/releases/${release.id}/cancellation`, 'ana')
        .send({ reason: 'wrong one' })
        .expect(202);
    await cancel();
    const { body } = await cancel();
    expect(body).toMatchObject({ state: 'running', cancelRequested: true });
    expect(
      body.timeline.filter(({ text }: { text: string }) =>
        text.startsWith('Asked to stop: wrong one'),
      ),
    ).toHaveLength(1);
  });
});
