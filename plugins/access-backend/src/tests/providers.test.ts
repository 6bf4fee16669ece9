import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogNames, CatalogReads } from '@stagedoor/catalog-people';
import { Knex } from 'knex';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { startAccessBackend, until } from '../__testUtils__/startAccessBackend';
import { ProviderReconciler } from '../providers/ProviderReconciler';
import { endGrant } from '../store/lockGrant';
import { ProviderOutbox } from '../store/ProviderOutbox';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { GrantReader } from '../store/GrantReader';
import { RequestReader } from '../store/RequestReader';

jest.setTimeout(120_000);

describe('providers', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let provider: FakeProvider;
  let backend: Awaited<ReturnType<typeof startAccessBackend>>;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
  });

  beforeEach(async () => {
    provider = new FakeProvider();
    backend = await startAccessBackend({ databases, knex, provider });
  });

  afterEach(() => backend.stop());

  /** A process that has just started, with nothing but the database in mind. */
  function startReconciler(
    to: FakeProvider,
    options: { callSeconds?: number; told?: string[] } = {},
  ): ProviderReconciler {
    const logger = mockServices.logger.mock();
    return new ProviderReconciler({
      ...options,
      logger,
      alarm: ['group:default/platform'],
      outbox: new ProviderOutbox(knex),
      providers: new Map([[to.id, to]]),
      announcer: new AccessAnnouncer({
        logger,
        grants: new GrantReader(knex),
        names: new CatalogNames(
          new CatalogReads({
            auth: mockServices.auth(),
            catalog: catalogServiceMock({ entities: backend.entities }),
          }),
        ),
        requests: new RequestReader(knex),
        signals: { publish: async () => {} },
        notifications: {
          send: async ({ payload }) => void options.told?.push(payload.title),
        },
      }),
    });
  }

  /** Time passes for what is to be tried again. */
  async function skipPauses(): Promise<void> {
    await knex('provider_states').update({
      next_try_at: knex.raw('clock_timestamp()'),
      claimed_until: null,
    });
  }

  async function openConfirmed() {
    const grant = await backend.open();
    await until(() => provider.open.has(grant.id));
    await until(
      async () =>
        (await backend.readGrant(grant.id)).propagation === 'confirmed',
    );
    return grant;
  }

  const revoke = (id: number) =>
    backend
      .call('post', `/grants/${id}/revocation`, 'dara')
      .send({ comment: 'Stop' });

  it('that are down are told until they have confirmed; here access is refused at once', async () => {
    const grant = await openConfirmed();
    await backend.certify('ana', grant.id).expect(201);
    provider.isDown = true;
    const { body } = await revoke(grant.id).expect(200);
    expect(body).toMatchObject({ state: 'revoked', propagation: 'pending' });
    expect(body.timeline.at(-1).text).toBe('Revoked: Stop');
    await backend.certify('ana', grant.id).expect(403);
    await until(() => provider.calls.includes(`revoke ${grant.id}`));
    expect(provider.open.has(grant.id)).toBe(true);

    // The process dies; the next one knows nothing, and finishes the work.
    const restarted = startReconciler(provider);
    await skipPauses();
    await restarted.run();
    expect((await backend.readGrant(grant.id)).propagation).toBe('pending');
    provider.isDown = false;
    await skipPauses();
    await restarted.run();
    expect(provider.open.has(grant.id)).toBe(false);
    expect((await backend.readGrant(grant.id)).propagation).toBe('confirmed');
    expect(provider.given.get(grant.id)?.remains).toEqual({
      liveSessions: 0,
      usableCertificates: 0,
    });
  });

  it('that are down when the platform itself restarts confirm in the end', async () => {
    const grant = await openConfirmed();
    await backend.certify('ana', grant.id).expect(201);
    provider.isDown = true;
    await revoke(grant.id).expect(200);
    await until(() => provider.calls.includes(`revoke ${grant.id}`));
    const restart = async () => {
      await backend.stop();
      await skipPauses();
      provider.calls.length = 0;
      backend = await startAccessBackend({ databases, knex, provider });
      await until(() => provider.calls.includes(`revoke ${grant.id}`));
    };
    await restart();
    expect(await backend.readGrant(grant.id)).toMatchObject({
      state: 'revoked',
      propagation: 'pending',
    });
    await backend.certify('ana', grant.id).expect(403);
    expect(provider.open.has(grant.id)).toBe(true);

    provider.isDown = false;
    await restart();
    await until(
      async () =>
        (await backend.readGrant(grant.id)).propagation === 'confirmed',
    );
    expect(provider.open.has(grant.id)).toBe(false);
  });

  it('that do not recover raise an alarm, once', async () => {
    const grant = await openConfirmed();
    provider.isDown = true;
    await revoke(grant.id).expect(200);
    await until(() => provider.calls.includes(`revoke ${grant.id}`));
    const told: string[] = [];
    const reconciler = startReconciler(provider, { told });
    for (let tries = 0; tries < 6; tries += 1) {
      await skipPauses();
      await reconciler.run();
    }
    expect(told).toEqual(['fake has not confirmed that access of ana is over']);
    const [row] = await knex('provider_states').where({ grant_id: grant.id });
    expect(row.problem).toBe('The jump server is down');
  });

  it('that lose answers are told again, which changes nothing', async () => {
    const grant = await openConfirmed();
    provider.losesAnswers = true;
    await revoke(grant.id).expect(200);
    await until(() => provider.calls.includes(`revoke ${grant.id}`));
    provider.losesAnswers = false;
    await skipPauses();
    await startReconciler(provider).run();
    const revocations = provider.calls.filter(
      call => call === `revoke ${grant.id}`,
    );
    expect(revocations.length).toBeGreaterThanOrEqual(2);
    expect((await backend.readGrant(grant.id)).propagation).toBe('confirmed');
    expect(provider.open.has(grant.id)).toBe(false);
  });

  it('that are slow are never left open by an activation that comes after the revocation', async () => {
    provider.delayMs = 800;
    const grant = await backend.open();
    await until(() => provider.calls.includes(`activate ${grant.id}`));
    await revoke(grant.id).expect(200);
    // Another replica finds nothing to do meanwhile: somebody is talking to the provider.
    await startReconciler(provider).run();
    expect(provider.calls).toEqual([`activate ${grant.id}`]);
    await until(
      async () =>
        (await backend.readGrant(grant.id)).propagation === 'confirmed',
    );
    expect(provider.open.has(grant.id)).toBe(false);
    expect(provider.calls).toEqual([
      `activate ${grant.id}`,
      `revoke ${grant.id}`,
    ]);
  });

  it('that are slow hear of an end that moves while they are told of the one before', async () => {
    provider.delayMs = 800;
    const grant = await backend.open();
    await until(() => provider.calls.includes(`activate ${grant.id}`));
    const { body: extension } = await backend
      .call('post', `/grants/${grant.id}/extension`, 'ana')
      .send({ minutes: 30, reason: 'It takes longer than that' })
      .expect(201);
    await backend.review('amir', extension).expect(200);
    const { endsAt } = await backend.readGrant(grant.id);
    expect(Date.parse(endsAt) - Date.parse(grant.endsAt)).toBe(30 * 60_000);
    await until(
      async () =>
        (await backend.readGrant(grant.id)).propagation === 'confirmed',
    );
    expect(provider.given.get(grant.id)?.endsAt.toISOString()).toBe(endsAt);
  });

  it('that never answer are given up in time and tried again', async () => {
    const grant = await openConfirmed();
    provider.delayMs = 60_000;
    await knex('grants')
      .where({ id: grant.id })
      .update({ state: 'revoked', ended_at: knex.fn.now() });
    await knex('provider_states')
      .where({ grant_id: grant.id })
      .update({ wanted: 'gone', next_try_at: knex.fn.now() });
    await startReconciler(provider, { callSeconds: 0.2 }).run();
    const [row] = await knex('provider_states').where({ grant_id: grant.id });
    expect(row).toMatchObject({ confirmed: 'active', claimed_until: null });
    provider.delayMs = 0;
    await skipPauses();
    await startReconciler(provider).run();
    expect(provider.open.has(grant.id)).toBe(false);
  });

  it('that are added later are told of what is active', async () => {
    const grant = await openConfirmed();
    const late = new FakeProvider();
    Object.assign(late, { id: 'late' });
    const reconciler = startReconciler(late);
    await reconciler.adopt();
    await reconciler.run();
    expect(late.open.has(grant.id)).toBe(true);
  });

  it('that are added later are told of nothing that is taken away at that moment', async () => {
    const grant = await openConfirmed();
    const revoking = await knex.transaction();
    await endGrant(revoking, grant.id, { event: 'revoke', because: 'Stop' });
    let isDone = false;
    const adopting = new ProviderOutbox(knex).adopt(['late']).finally(() => {
      isDone = true;
    });
    const isWaiting = async () => {
      const { rows } = await knex.raw(
        `SELECT 1 FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO provider_states%'`,
      );
      return rows.length > 0;
    };
    await until(async () => isDone || (await isWaiting()));
    await revoking.commit();
    await adopting;
    const states = await knex('provider_states').where({ grant_id: grant.id });
    expect(states.map(({ wanted }) => wanted)).toEqual(['gone']);
  });
});
