import { TestDatabases } from '@backstage/backend-test-utils';
import { HostState, Release } from '@stagedoor/plugin-releases-common';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';
import { ReleaseWriter } from '../store/ReleaseWriter';

jest.setTimeout(180_000);

describe('a release that waits while a younger one reaches its hosts', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let older: Release;
  let younger: Release;

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases });
  });
  beforeEach(async () => {
    older = await backend.create('ana', { version: 'v1' });
    younger = await backend.create('ana', { version: 'v2' });
  });
  afterEach(async () => {
    await backend.knex('releases').whereNull('finished_at').update({
      state: 'cancelled',
      finished_at: backend.knex.fn.now(),
    });
  });

  /** As a worker does that has come so far. */
  const reach = async (hosts: string[], state: HostState = 'verified') => {
    const { knex } = backend;
    await knex('releases').where({ id: younger.id }).update({
      state: 'succeeded',
      started_at: knex.fn.now(),
      finished_at: knex.fn.now(),
    });
    await knex('release_hosts')
      .where({ release_id: younger.id })
      .whereIn('name', hosts)
      .update({ state, changed_at: knex.fn.now() });
  };
  const why = () =>
    `#${younger.id} was asked for later and has reached the hosts since: ask for this release again if it should still go there`;

  it('can no longer be approved, and says why', async () => {
    await reach(['prod-1']);
    const { status, body } = await backend.decide('dara', older);
    expect([status, body.error?.message]).toEqual([
      409,
      `Release #${older.id} cannot be approved any more: ${why()}`,
    ]);
    expect(await backend.read(older.id, 'dara')).toMatchObject({
      state: 'awaiting_approval',
      approvals: [],
      actions: {
        approve: { allowed: false, reason: why() },
        reject: { allowed: true },
      },
    });
  });

  it('can no longer be approved either when the younger one only made a host ready', async () => {
    await reach(['prod-1'], 'untouched');
    const { status } = await backend.decide('dara', older);
    expect(status).toBe(409);
  });

  it('can be approved as long as none of its hosts was reached', async () => {
    await reach([]);
    const { status } = await backend.decide('dara', older);
    expect(status).toBe(200);
  });

  it('ends by itself, and is named as what it makes room for', async () => {
    await reach(['prod-2']);
    const writer = new ReleaseWriter(backend.knex);
    expect(await writer.endOvertaken()).toEqual([older.id]);
    expect(await writer.endOvertaken()).toEqual([]);
    const ended = await backend.read(older.id);
    expect(ended).toMatchObject({
      state: 'cancelled',
      outcome: `Superseded: ${why()}`,
    });
    expect(ended.timeline.at(-1)?.text).toBe(`Superseded: ${why()}`);
  });

  it('does not start if it was approved before', async () => {
    await backend.decide('dara', older);
    await reach(['prod-1']);
    const worker = await startReleasesBackend({
      databases,
      knex: backend.knex,
      workers: 1,
    });
    try {
      const ended = await worker.until(older.id, 'cancelled');
      expect(ended.outcome).toBe(`Superseded: ${why()}`);
      expect(worker.engine.acts).toEqual([]);
      expect(worker.told).toContainEqual(
        expect.objectContaining({
          to: { type: 'entity', entityRef: 'user:default/ana' },
          title: 'Web shop v1 to production cancelled',
        }),
      );
    } finally {
      await worker.stop();
    }
  });

  it('is told of to whoever asks for the younger one', async () => {
    const { body } = await backend.call('post', '/previews', 'ana').send({
      component: 'component:default/shop',
      environment: 'production',
      version: 'v3',
    });
    expect(body.busy).toEqual({
      release: older.id,
      then: `#${older.id} waits for approval; once this one reaches the hosts, #${older.id} cannot be released any more`,
    });
  });
});
