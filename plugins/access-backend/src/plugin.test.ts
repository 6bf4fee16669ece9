import { TestDatabases } from '@backstage/backend-test-utils';
import { createAccessOpenApi } from '@stagedoor/plugin-access-common';
import {
  AccessBackend,
  aWish,
  publicKey,
  startAccessBackend,
  until,
} from './__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('access, from the wish to the end', () => {
  let backend: AccessBackend;
  // Before the database is gone.
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  it('says beforehand what is needed', async () => {
    const { body } = await backend
      .call('post', '/previews', 'ana')
      .send({ hosts: aWish.hosts, minutes: 600, account: 'root' })
      .expect(200);
    expect(body).toMatchObject({
      hosts: [
        { name: 'prod-1', address: 'prod-1.test:22' },
        { name: 'prod-2' },
      ],
      rule: {
        required: 1,
        from: ['group:default/payments', 'group:default/sre'],
        people: ['user:default/amir', 'user:default/dan', 'user:default/dara'],
        escalated: false,
        accounts: ['deploy', 'app'],
        mostMinutes: 480,
        shortestReason: 10,
      },
      blockers: [
        'account: the policy allows deploy, app, not root',
        'minutes: the policy allows 8 h at most',
      ],
      notices: [expect.stringContaining('recorded')],
    });
  });

  it('is asked for, refused to the requester, approved by another, used, given back, and everybody hears of it', async () => {
    const { ask, call, certify, provider, read, readGrant, review, told } =
      backend;
    const request = await ask('ana', {
      ticket: 'https://tickets.test/PAY-311',
    });
    expect(request).toMatchObject({
      state: 'pending',
      version: 1,
      waitsForMe: false,
      actions: {
        approve: { allowed: false },
        cancel: { allowed: true },
        edit: { allowed: true },
      },
    });
    expect(told.at(-1)).toMatchObject({
      to: {
        entityRef: ['group:default/payments', 'group:default/sre'],
        excludeEntityRef: 'user:default/ana',
      },
    });
    const { body: counts } = await call('get', '/counts', 'amir').expect(200);
    expect(counts).toEqual({ waitsForMe: 1, myGrants: 0 });
    const { body: inbox } = await call(
      'get',
      '/requests?waitsForMe=true',
      'dan',
    ).expect(200);
    expect(inbox.items).toMatchObject([{ id: request.id, waitsForMe: true }]);

    await review('ana', request).expect(403);
    const { body: approved } = await review('dan', request, {
      comment: 'go',
    }).expect(200);
    expect(approved).toMatchObject({
      state: 'approved',
      outcome: 'Approved: go',
      reviews: [{ by: 'user:default/dan', counts: { allowed: true } }],
    });
    const grant = await readGrant(approved.grant, 'ana');
    expect(grant).toMatchObject({
      state: 'active',
      holder: 'user:default/ana',
      approvedBy: ['user:default/dan'],
      actions: {
        getCertificate: { allowed: true },
        giveBack: { allowed: true },
      },
    });
    await until(() => provider.open.has(grant.id));
    await until(
      async () => (await readGrant(grant.id)).propagation === 'confirmed',
    );

    await certify('dan', grant.id).expect(403);
    const { body: issued } = await certify('ana', grant.id, {
      publicKey,
      saveAs: 'laptop',
    }).expect(201);
    expect(issued.details.fingerprint).toMatch(/^SHA256:/);
    const left = Date.parse(issued.details.validTo) - Date.now();
    expect(left).toBeGreaterThan(58 * 60_000);
    expect(left).toBeLessThanOrEqual(60 * 60_000);
    const { body: keys } = await call('get', '/keys', 'ana').expect(200);
    expect(keys.items).toMatchObject([{ name: 'laptop', type: 'ssh-ed25519' }]);
    await certify('ana', grant.id, { savedKey: keys.items[0].id }).expect(201);

    const { body: back } = await call(
      'post',
      `/grants/${grant.id}/return`,
      'ana',
    ).expect(200);
    expect(back).toMatchObject({ state: 'ended', endedBy: 'user:default/ana' });
    expect(
      back.certificates.every(
        ({ revokedAt }: { revokedAt?: string }) => revokedAt,
      ),
    ).toBe(true);
    await certify('ana', grant.id).expect(403);
    await until(() => !provider.open.has(grant.id));
    expect((await read(request.id)).timeline.map(({ text }) => text)).toEqual([
      'Asked for deploy on prod-1, prod-2 for 1 h',
      'Approved: go',
      'Access for 1 h has begun',
      'Given back',
    ]);
    expect(backend.audited).toEqual([
      'access-request-create ok user:default/ana',
      'access-request-review NotAllowedError user:default/ana',
      'access-request-review ok user:default/dan',
      'access-certificate-issue NotAllowedError user:default/dan',
      'access-certificate-issue ok user:default/ana',
      'access-certificate-issue ok user:default/ana',
      'access-grant-return ok user:default/ana',
      'access-certificate-issue NotAllowedError user:default/ana',
    ]);
    expect(backend.signals).toEqual(
      expect.arrayContaining([
        { kind: 'request', id: String(request.id) },
        { kind: 'grant', id: String(grant.id) },
      ]),
    );
  });

  it('tells who has access, now and then, to a host, a component and a group', async () => {
    const { call, open } = backend;
    const before = new Date().toISOString();
    const grant = await open({ hosts: ['resource:default/prod-1'] });
    const list = async (query: string, who = 'ben') => {
      const { body } = await call('get', `/holders?${query}`, who).expect(200);
      return body.hosts.map(
        (one: { host: { name: string }; holders: { holder: string }[] }) => [
          one.host.name,
          ...one.holders.map(({ holder }) => holder),
        ],
      );
    };
    expect(await list('host=resource:default/prod-1')).toEqual([
      ['prod-1', 'user:default/ana'],
    ]);
    expect(await list(`host=resource:default/prod-1&at=${before}`)).toEqual([
      ['prod-1'],
    ]);
    expect(await list('group=group:default/payments')).toContainEqual([
      'prod-2',
    ]);
    expect(await list('component=component:default/cart')).toEqual([
      ['cart-1'],
    ]);
    // What a team runs counts like what it owns, whoever owns the machine.
    expect(await list('group=group:default/checkout')).toEqual([['cart-1']]);
    expect(await list('group=group:default/on-call')).toEqual([]);
    await call('get', '/holders', 'finn').expect(403);
    const during = new Date().toISOString();
    await call('post', `/grants/${grant.id}/revocation`, 'amir')
      .send({ comment: 'Not now' })
      .expect(200);
    expect(await list('host=resource:default/prod-1')).toEqual([['prod-1']]);
    const { body: then } = await call(
      'get',
      `/holders?host=resource:default/prod-1&at=${during}`,
      'ben',
    ).expect(200);
    expect(then.hosts[0].holders).toEqual([
      expect.objectContaining({
        grant: grant.id,
        startsAt: grant.startsAt,
        endedAt: expect.any(String),
      }),
    ]);
  });

  it('lists the grants of a host', async () => {
    const { call, open } = backend;
    const grant = await open({ hosts: ['resource:default/prod-2'] });
    const list = async (host: string) => {
      const { body } = await call(
        'get',
        `/grants?host=resource:default/${host}&holder=user:default/ana`,
        'ana',
      ).expect(200);
      return body.items.map(({ id }: { id: number }) => id);
    };
    expect(await list('prod-2')).toContain(grant.id);
    expect(await list('solo-1')).toEqual([]);
    for (const who of ['ana', 'dara', 'eva']) {
      const { body: one } = await call('get', `/grants/${grant.id}`, who);
      const { body: all } = await call('get', '/grants', who).expect(200);
      expect(
        all.items.find(({ id }: { id: number }) => id === grant.id).mayRevoke,
      ).toBe(one.actions.revoke.allowed);
    }
  });

  it('prolongs access by a request that is reviewed like the first', async () => {
    const { call, open, readGrant, review } = backend;
    const grant = await open();
    const { body: more } = await call(
      'post',
      `/grants/${grant.id}/extension`,
      'ana',
    )
      .send({ minutes: 30, reason: 'It takes longer than I thought' })
      .expect(201);
    expect(more).toMatchObject({ state: 'pending', extends: grant.id });
    await call('post', `/grants/${grant.id}/extension`, 'ana')
      .send({ minutes: 30, reason: 'It takes longer than I thought' })
      .expect(409);
    await review('ana', more).expect(403);
    const { body: approved } = await review('amir', more).expect(200);
    expect(approved.grant).toBe(grant.id);
    const prolonged = await readGrant(grant.id);
    expect(Date.parse(prolonged.endsAt) - Date.parse(grant.endsAt)).toBe(
      30 * 60_000,
    );

    const listStates = async () => {
      const { body } = await call('get', '/requests?limit=2', 'ana').expect(
        200,
      );
      return body.items.map(
        (line: { id: number; grantState?: string }) => line.grantState,
      );
    };
    expect(await listStates()).toEqual(['active', 'active']);
    await call('post', `/grants/${grant.id}/return`, 'ana').expect(200);
    expect(await listStates()).toEqual(['ended', 'ended']);
  });

  it('describes itself', async () => {
    const { body } = await backend
      .call('get', '/openapi.json', 'finn')
      .expect(200);
    expect(body).toEqual(createAccessOpenApi());
  });
});

describe('access without configuration and without a module', () => {
  let backend: AccessBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('starts, gives nobody anything, and says why', async () => {
    backend = await startAccessBackend({
      databases,
      withModule: false,
      config: { policies: undefined, fallbackApprovers: undefined },
    });
    const { body } = await backend
      .call('post', '/previews', 'ana')
      .send({ hosts: ['resource:default/prod-1'] })
      .expect(200);
    expect(body.blockers).toEqual([
      'No policy allows access to prod-1: platform engineers decide about that in access.policies',
    ]);
    await backend.call('post', '/requests', 'ana').send(aWish).expect(409);
    await backend.call('post', '/bastion/principals').send({}).expect(401);
  });
});
