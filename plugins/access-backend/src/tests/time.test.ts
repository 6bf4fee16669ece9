import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startTime } from '../__testUtils__/startTime';
import {
  AccessBackend,
  startAccessBackend,
  until,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('time', () => {
  let backend: AccessBackend;
  let time: ReturnType<typeof startTime>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
    time = startReplica();
  });

  function startReplica() {
    const entities = () => catalogServiceMock({ entities: backend.entities });
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs.mockImplementation((...args) =>
      entities().getEntitiesByRefs(...args),
    );
    return startTime({
      catalog,
      auth: mockServices.auth(),
      knex: backend.knex,
      provider: backend.provider,
      told: backend.told,
    });
  }

  const pass = (table: string, id: number, column: string, to: string) =>
    backend
      .knex(table)
      .where({ id })
      .update({
        [column]: backend.knex.raw('clock_timestamp() + ?::interval', [to]),
      });

  async function whileGone(name: string, act: () => Promise<void>) {
    const index = backend.entities.findIndex(
      ({ kind, metadata }) => kind === 'User' && metadata.name === name,
    );
    const [gone]: Entity[] = backend.entities.splice(index, 1);
    try {
      await act();
    } finally {
      backend.entities.push(gone);
    }
  }

  it('ends requests that nobody reviews, and refuses them before it has run', async () => {
    const { ask, read, review } = backend;
    const request = await ask('ana');
    await pass('requests', request.id, 'expires_at', '-1 second');
    expect((await read(request.id)).actions.approve).toMatchObject({
      allowed: false,
      reason: 'The time to review it is over',
    });
    const { body } = await review('dan', request).expect(409);
    expect(body.error.message).toContain('ask again');
    await time.clock.tick();
    expect(await read(request.id)).toMatchObject({
      state: 'expired',
      outcome: 'Nobody reviewed it in time',
    });
  });

  it('ends grants, their certificates and sessions, and refuses them before it has run', async () => {
    const { certify, knex, open, readGrant } = backend;
    const grant = await open();
    await certify('ana', grant.id).expect(201);
    await pass('grants', grant.id, 'ends_at', '-1 second');
    await certify('ana', grant.id).expect(403);
    expect((await readGrant(grant.id, 'ana')).actions).toMatchObject({
      getCertificate: { allowed: false },
      giveBack: { allowed: false },
    });
    await Promise.all([time.clock.tick(), time.clock.tick()]);
    const ended = await readGrant(grant.id);
    expect(ended).toMatchObject({
      state: 'expired',
      endedBecause: 'Its time is over',
    });
    expect(ended.certificates[0].revokedAt).toBeDefined();
    expect(
      ended.timeline.filter(({ text }) => text === 'Its time is over'),
    ).toHaveLength(1);
    const [{ wanted }] = await knex('provider_states').where({
      grant_id: grant.id,
    });
    expect(wanted).toBe('gone');
  });

  it('lets certificates last no longer than the grant', async () => {
    const { certify, open } = backend;
    const grant = await open({ minutes: 20 });
    const { body } = await certify('ana', grant.id).expect(201);
    expect(body.details.validTo).toBe(grant.endsAt);
  });

  it('counts what is granted from the start that was asked for, over midnight', async () => {
    const { ask, certify, readGrant, review } = backend;
    const startsAt = new Date(Date.now() + 20 * 3_600_000).toISOString();
    const request = await ask('ana', { startsAt, minutes: 480 });
    const { body } = await review('dan', request).expect(200);
    const grant = await readGrant(body.grant, 'ana');
    expect(grant).toMatchObject({
      state: 'scheduled',
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 480 * 60_000).toISOString(),
      actions: { getCertificate: { allowed: false } },
    });
    const { body: early } = await certify('ana', grant.id).expect(403);
    expect(early.error.message).toContain('has not begun');
    await time.clock.tick();
    expect((await readGrant(grant.id)).state).toBe('scheduled');
    await pass('grants', grant.id, 'starts_at', '-1 second');
    backend.told.length = 0;
    await Promise.all([time.clock.tick(), time.clock.tick()]);
    expect((await readGrant(grant.id)).state).toBe('active');
    const begun = () =>
      backend.told.filter(
        ({ title }) => title === 'Access to prod-1, prod-2 as deploy: active',
      );
    await until(() => begun().length > 0);
    expect(begun()).toHaveLength(1);
    await until(() => backend.provider.open.has(grant.id));
    await certify('ana', grant.id).expect(201);
  });

  it('counts a start that has passed before the approval from the approval', async () => {
    const { ask, readGrant, review } = backend;
    const startsAt = new Date(Date.now() - 5 * 60_000).toISOString();
    const request = await ask('ana', { startsAt });
    const { body } = await review('dan', request).expect(200);
    const grant = await readGrant(body.grant);
    expect(grant.state).toBe('active');
    expect(Date.parse(grant.startsAt)).toBeGreaterThan(Date.parse(startsAt));
    expect(Date.parse(grant.endsAt) - Date.parse(grant.startsAt)).toBe(
      60 * 60_000,
    );
  });

  it('warns a quarter of an hour before the end, once', async () => {
    const { open, told } = backend;
    const grant = await open();
    await pass('grants', grant.id, 'ends_at', '14 minutes');
    await pass('grants', grant.id, 'starts_at', '-1 hour');
    told.length = 0;
    await time.clock.tick();
    await time.clock.tick();
    expect(told.map(({ title }) => title)).toEqual([
      'Access to prod-1, prod-2 as deploy ends in 15 minutes or less',
    ]);
  });

  it('takes access from whoever has left the company, on the second look; new certificates at once', async () => {
    const { certify, open, readGrant } = backend;
    const grant = await open();
    const look = async () => {
      await pass('grants', grant.id, 'checked_at', '-1 hour');
      await time.sweeper.sweep();
      return (await readGrant(grant.id)).state;
    };
    expect(await look()).toBe('active');
    await whileGone('ana', async () => {
      await certify('ana', grant.id).expect(403);
      expect(await look()).toBe('active');
    });
    // A catalog that was read anew is forgiven, also when nobody has looked for long.
    expect(await look()).toBe('active');
    await whileGone('ana', async () => {
      expect(await look()).toBe('active');
      await pass('grants', grant.id, 'doubted_at', '-1 hour');
      expect(await look()).toBe('active');
    });
    expect(await look()).toBe('active');
    await whileGone('ana', async () => {
      expect([await look(), await look()]).toEqual(['active', 'revoked']);
    });
    expect(await readGrant(grant.id)).toMatchObject({
      endedBecause: 'ana is not in the catalog any more',
    });
  });

  it('takes access after two looks in a row by whatever replica, and not after two with a better one between', async () => {
    const { open, readGrant } = backend;
    const [first, second] = [time, startReplica()];
    const look = async (id: number, replica: typeof time) => {
      await pass('grants', id, 'checked_at', '-1 hour');
      await replica.sweeper.sweep();
      return (await readGrant(id)).state;
    };
    const grant = await open();
    await whileGone('ana', async () => {
      expect(await look(grant.id, first)).toBe('active');
    });
    expect(await look(grant.id, second)).toBe('active');
    await whileGone('ana', async () => {
      expect(await look(grant.id, first)).toBe('active');
      expect(await look(grant.id, second)).toBe('revoked');
    });
  });

  it('looks at everybody who holds access, however many they are', async () => {
    const { knex, open } = backend;
    const grant = await open();
    await knex.raw(
      `WITH asked AS (
        INSERT INTO requests (state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at)
        SELECT state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at
        FROM requests, generate_series(1, 250) WHERE id = :request RETURNING id
      )
      INSERT INTO grants (request_id, state, holder, hosts, host_refs, host_owners, account, starts_at, ends_at)
      SELECT asked.id, state, holder, hosts, host_refs, host_owners, account, starts_at, ends_at
      FROM grants, asked WHERE grants.id = :grant`,
      { grant: grant.id, request: grant.request },
    );
    await time.sweeper.sweep();
    const unseen = await knex('grants').where({ checked_at: null });
    expect(unseen).toEqual([]);
  });

  it('begins nothing for whoever has lost the role meanwhile, and says so', async () => {
    const { ask, entities, readGrant, review } = backend;
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await review('dan', await ask('ana', { startsAt })).expect(
      200,
    );
    await pass('grants', body.grant, 'starts_at', '-1 second');
    const ana = entities.find(
      ({ kind, metadata }) => kind === 'User' && metadata.name === 'ana',
    ) as Entity;
    const before = ana.relations;
    ana.relations = [];
    await time.clock.tick();
    ana.relations = before;
    expect(await readGrant(body.grant)).toMatchObject({
      state: 'revoked',
      endedBecause: 'ana has no role any more that may hold access',
    });
  });

  it('follows owners while a request waits', async () => {
    const { ask, entities, read } = backend;
    const request = await ask('ana', { hosts: ['resource:default/dual-1'] });
    const host = entities.find(
      ({ metadata }) => metadata.name === 'dual-1',
    ) as Entity;
    const before = host.relations;
    host.relations = [{ type: 'ownedBy', targetRef: 'group:default/checkout' }];
    await time.refresher.refresh();
    expect(await read(request.id, 'ben')).toMatchObject({
      waitsForMe: true,
      rule: { from: ['group:default/checkout', 'group:default/sre'] },
    });
    host.relations = before;
    await time.refresher.refresh();
    await backend.call('get', `/requests/${request.id}`, 'ben').expect(404);
  });

  it('follows owners while access lasts: the new ones may end it, and the old ones not', async () => {
    const { call, entities, knex, open, readGrant } = backend;
    const grant = await open({ hosts: ['resource:default/prod-1'] });
    const session = '00000000-0000-4000-8000-000000000001';
    await knex('sessions').insert({
      ...{ id: session, grant_id: grant.id, state: 'active' },
      ...{ holder: grant.holder, host_ref: 'resource:default/prod-1' },
      host: JSON.stringify(grant.hosts[0]),
      host_owners: ['group:default/payments'],
      ...{ account: 'deploy', interactive: true, columns: 80, rows: 24 },
      ...{ from_address: '10.0.0.9', bastion: 'main' },
    });
    const revoke = (who: string) =>
      call('post', `/grants/${grant.id}/revocation`, who).send({
        comment: 'It is ours',
      });
    const statuses = async (path: string) => {
      const answers = ['amir', 'ben'].map(who => call('get', path, who));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    await time.ownerRefresher.refresh();
    expect(await statuses(`/sessions/${session}`)).toEqual([200, 404]);
    const host = entities.find(
      ({ metadata }) => metadata.name === 'prod-1',
    ) as Entity;
    const before = host.relations;
    host.relations = [{ type: 'ownedBy', targetRef: 'group:default/checkout' }];
    await time.ownerRefresher.refresh();
    expect(await statuses(`/sessions/${session}`)).toEqual([404, 200]);
    expect([403, 404]).toContain((await revoke('amir')).status);
    entities.splice(entities.indexOf(host), 1);
    await time.ownerRefresher.refresh();
    await revoke('ben').expect(200);
    expect((await readGrant(grant.id)).timeline).toContainEqual(
      expect.objectContaining({
        text: 'The hosts and what runs on them belong to checkout now',
      }),
    );
    entities.push(host);
    host.relations = before;
  });

  it('follows owners however many requests wait', async () => {
    const { ask, entities, knex, read } = backend;
    const first = await ask('ana');
    await knex.raw(
      `INSERT INTO requests (state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at)
       SELECT state, 'user:default/eva', hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at
       FROM requests, generate_series(1, 500) WHERE id = ?`,
      [first.id],
    );
    const last = await ask('ana', { hosts: ['resource:default/dual-1'] });
    const host = entities.find(
      ({ metadata }) => metadata.name === 'dual-1',
    ) as Entity;
    const before = host.relations;
    host.relations = [{ type: 'ownedBy', targetRef: 'group:default/checkout' }];
    await time.refresher.refresh();
    host.relations = before;
    expect(await read(last.id, 'ben')).toMatchObject({ waitsForMe: true });
  });
});
