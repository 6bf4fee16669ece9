import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AccessRequest, Grant } from '@stagedoor/plugin-access-common';
import {
  AccessBackend,
  aWish,
  publicKey,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';
import { bastionToken } from '../__testUtils__/FakeAuthority';

jest.setTimeout(120_000);

type Method = 'get' | 'post' | 'put';

describe('what somebody may not see', () => {
  let backend: AccessBackend;
  let request: AccessRequest;
  let grant: Grant;
  const session = '00000000-0000-4000-8000-000000000001';
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
    grant = await backend.open();
    request = await backend.read(grant.request);
    await backend.knex('sessions').insert({
      id: session,
      grant_id: grant.id,
      state: 'active',
      holder: 'user:default/ana',
      host_ref: 'resource:default/prod-1',
      host: JSON.stringify(grant.hosts[0]),
      host_owners: ['group:default/payments'],
      account: 'deploy',
      interactive: true,
      columns: 80,
      rows: 24,
      from_address: '10.0.0.9',
      bastion: 'main',
    });
  });

  const onRequest: Array<[Method, string, object?]> = [
    ['get', ''],
    ['put', '', { ...aWish, version: 1 }],
    ['post', '/reviews', { decision: 'denied', version: 1 }],
    ['post', '/cancellation', {}],
  ];
  const onGrant: Array<[Method, string, object?]> = [
    ['get', ''],
    ['post', '/certificates', { publicKey }],
    ['post', '/return'],
    ['post', '/revocation', { comment: 'x' }],
    ['post', '/extension', { minutes: 10, reason: 'a long reason' }],
  ];
  const routes = [
    ...onRequest.map(route => ['requests', ...route] as const),
    ...onGrant.map(route => ['grants', ...route] as const),
  ];

  it.each(
    ['nobody', 'ben', 'sol', 'finn'].flatMap(who =>
      routes.map(([kind, method, path, sent]) => ({
        ...{ who, kind, method, path, sent },
      })),
    ),
  )(
    'is to $who as if it were not there: $method $kind $path',
    async ({ who, kind, method, path, sent }) => {
      const ask = async (id: number) => {
        const call = backend.call(method, `/${kind}/${id}${path}`, who);
        const { status, body } = await (sent ? call.send(sent) : call);
        const text = JSON.stringify(body.error).replaceAll(String(id), 'N');
        return [status, text];
      };
      const id = kind === 'grants' ? grant.id : request.id;
      const hidden = await ask(id);
      expect(hidden).toEqual(await ask(999_999));
      expect(hidden[0]).toBe(404);
    },
  );

  it.each(['nobody', 'ben', 'finn'])(
    'holds for sessions and %s, too',
    async who => {
      const other = session.replace(/1$/, '2');
      for (const [method, path] of [
        ['get', ''],
        ['post', '/termination'],
        ['get', '/recording'],
        ['get', '/recording/matches?search=x'],
      ] as const) {
        for (const id of [session, other]) {
          const call = backend.call(method, `/sessions/${id}${path}`, who);
          const { status } = await (method === 'post' ? call.send({}) : call);
          expect([path, status]).toEqual([path, 404]);
        }
      }
    },
  );

  it('is in no list and in no count', async () => {
    const list = async (path: string, who: string) => {
      const { body } = await backend.call('get', path, who).expect(200);
      return body.items.length;
    };
    for (const path of ['/requests', '/grants', '/sessions']) {
      expect([path, await list(path, 'ana')]).toEqual([path, 1]);
      expect([path, await list(path, 'amir')]).toEqual([path, 1]);
      expect([path, await list(path, 'eva')]).toEqual([path, 1]);
      expect([path, await list(path, 'ben')]).toEqual([path, 0]);
      expect([path, await list(path, 'nobody')]).toEqual([path, 0]);
      await backend.call('get', path).expect(401);
    }
    // Belongs to on-call, below the group that the policy asks.
    expect(await list('/requests', 'dan')).toBe(1);
  });

  it('is seen by owners, reviewers and auditors, who may do only what is theirs', async () => {
    const { call, certify } = backend;
    for (const who of ['amir', 'dan', 'dara', 'eva']) {
      const { body } = await call('get', `/grants/${grant.id}`, who).expect(
        200,
      );
      expect(body.actions).toMatchObject({
        getCertificate: { allowed: false },
        giveBack: { allowed: false },
        extend: { allowed: false },
        revoke: { allowed: who !== 'eva' && who !== 'dan' },
      });
      await certify(who, grant.id).expect(403);
      await call('post', `/grants/${grant.id}/return`, who).expect(403);
    }
    await call('post', `/grants/${grant.id}/revocation`, 'eva')
      .send({ comment: 'x' })
      .expect(403);
    await call('post', `/grants/${grant.id}/revocation`, 'dan')
      .send({ comment: 'x' })
      .expect(403);
  });

  it('includes the keys of others', async () => {
    const { call, certify, knex } = backend;
    await certify('ana', grant.id, { publicKey, saveAs: 'laptop' }).expect(201);
    const [key] = await knex('keys').select('id');
    const other = await backend.open();
    expect((await call('get', '/keys', 'ben')).body).toEqual({ items: [] });
    await call('delete', `/keys/${key.id}`, 'ben').expect(404);
    await certify('ana', other.id, { savedKey: key.id + 1 }).expect(404);
    await call('delete', `/keys/${key.id}`, 'ana').expect(200);
    expect((await call('get', '/keys', 'ana')).body).toEqual({ items: [] });
  });

  it('is for no service and nothing that acts for people: certificates', async () => {
    const service = mockCredentials.service.header();
    const { status } = await backend.certify(service, grant.id);
    expect(status).toBe(403);
    const token = mockCredentials.user.token('user:default/ana', {
      actor: { subject: 'plugin:mcp' },
    });
    await backend.certify(`Bearer ${token}`, grant.id).expect(403);
    await backend.call('post', '/requests', service).send(aWish).expect(403);
  });

  it('includes the token of a bastion: in no answer, no log, no audit and no row', async () => {
    const { call, knex, logged, audited } = backend;
    const answers: string[] = [];
    const asBastion = `Bearer ${bastionToken}`;
    // The control: with it, a bastion is let in.
    const { status } = await call('get', '/bastion/revocations', asBastion);
    expect(status).toBe(200);
    for (const [method, path, body] of [
      ['post', '/bastion/principals', { token: bastionToken }],
      ['post', '/bastion/sessions', { publicKey: bastionToken }],
      ['post', `/bastion/sessions/${session}/heartbeat`, {}],
    ] as const) {
      const { text } = await call(method, path, asBastion).send(body);
      answers.push(text);
    }
    for (const path of ['/requests', '/grants', '/sessions', '/openapi.json']) {
      answers.push((await call('get', path, 'dara')).text);
    }
    const { body: wrong } = await call(
      'get',
      '/bastion/revocations',
      `Bearer ${bastionToken}x`,
    ).expect(401);
    answers.push(JSON.stringify(wrong));
    const { rows: tables } = await knex.raw(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const rows = [];
    for (const { name } of tables) {
      rows.push(...(await knex(name).select('*')));
    }
    const everything = JSON.stringify([answers, rows, logged, audited]);
    expect(everything).toContain('prod-1');
    expect(everything).not.toContain(bastionToken.slice(0, 20));
  });
});
