import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Release, releasesRoutes } from '@stagedoor/plugin-releases-common';
import { sayMissing } from '../permissions/Asker';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

/** Every route that is about one release. */
const routesOfOne: Array<['get' | 'post', string, object?]> = [
  ['get', ''],
  ['post', '/approvals', { decision: 'approved', planHash: 'x' }],
  ['post', '/cancellation', {}],
  ['post', '/retry', {}],
  ['get', '/changes'],
  ['get', '/log'],
  ['get', '/log/events'],
  ['get', '/log/text'],
];
const shop = 'component:default/shop';

describe('who may do what', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let release: Release;

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases });
    release = await backend.create('ana');
  });

  it('has a case here for every route about one release', () => {
    const known = Object.values(releasesRoutes)
      .filter(({ path }) => path.startsWith('/releases/{id}'))
      .map(({ method, path }) => `${method} ${path.slice(14)}`);
    expect(routesOfOne.map(([method, path]) => `${method} ${path}`)).toEqual(
      expect.arrayContaining(known),
    );
  });

  it('lets nobody in without a token', async () => {
    for (const { method, path } of Object.values(releasesRoutes)) {
      const address = path.replace('{id}', String(release.id));
      const call = backend.call(method, address);
      const { status } = await (method === 'post' ? call.send({}) : call);
      expect([path, status]).toEqual([path, 401]);
    }
  });

  const wish = { component: shop, environment: 'dev', version: 'v1' };
  it.each([
    ['an owner', 'amir', 201, 202],
    ['who runs the platform', 'dara', 201, 202],
    ['a viewer', 'finn', 403, 403],
    ['a developer of another team', 'ben', 403, 403],
  ])(
    'lets %s (%s) ask with %i and cancel with %i',
    async (_, who, ask, end) => {
      const asked = await backend.call('post', '/releases', who).send(wish);
      expect(asked.status).toBe(ask);
      const id = asked.body.id ?? (await backend.create('ana', wish)).id;
      const { body, status } = await backend
        .call('post', `/releases/${id}/cancellation`, who)
        .send({});
      expect([status, body.error?.message]).toEqual([
        end,
        end === 403 ? sayMissing('cancel', shop) : undefined,
      ]);
      await backend
        .call('post', `/releases/${id}/cancellation`, 'ana')
        .send({})
        .expect(202);
      await backend.call('get', `/releases/${id}`, who).expect(200);
      await backend.call('get', `/matrix?component=${shop}`, who).expect(200);
      await backend
        .call('post', '/inspections', who)
        .send({ component: shop, environment: 'dev' })
        .expect(ask === 201 ? 200 : 403);
    },
  );

  it('refuses a rollback and a retry to whoever may not', async () => {
    const back = await backend
      .call('post', '/releases', 'ben')
      .send({ ...wish, kind: 'rollback' });
    const again = await backend
      .call('post', `/releases/${release.id}/retry`, 'ben')
      .send({});
    expect([back.status, again.status]).toEqual([403, 403]);
  });

  it.each(
    ['nobody', 'own'].flatMap(who =>
      routesOfOne.map(([method, path, sent]) => ({ who, method, path, sent })),
    ),
  )(
    'answers $who for a hidden release exactly as for none: $method $path',
    async ({ who, method, path, sent }) => {
      const ask = async (id: number) => {
        const call = backend.call(method, `/releases/${id}${path}`, who);
        const { status, body } = await (sent ? call.send(sent) : call);
        const text = JSON.stringify(body.error).replaceAll(String(id), 'N');
        return [status, text];
      };
      const hidden = await ask(release.id);
      expect(hidden).toEqual(await ask(999_999));
      expect(hidden[0]).toBe(404);
    },
  );

  it('answers for a hidden component as for one that does not exist', async () => {
    const paths = [
      '/matrix?component=X',
      '/versions?component=X',
      '/changes?component=X&environment=dev&version=v1',
    ];
    for (const path of paths) {
      for (const component of [shop, 'component:default/none']) {
        const { status, body } = await backend.call(
          'get',
          path.replace('X', component),
          'nobody',
        );
        expect([status, body.error.message]).toEqual([
          404,
          `There is no ${component} that you may see`,
        ]);
      }
    }
  });

  it('filters lists and counts by what the asker may see', async () => {
    const list = async (who: string) => {
      const { body } = await backend.call('get', '/releases', who).expect(200);
      return body.items.map(({ id }: { id: number }) => id);
    };
    expect(await list('finn')).toContain(release.id);
    expect(await list('nobody')).toEqual([]);
    expect(await list('own')).toEqual([]);
    await backend
      .knex('releases')
      .where({ id: release.id })
      .update({ component_owner: 'group:default/checkout' });
    expect(await list('own')).toEqual([release.id]);
    await backend.call('get', `/releases/${release.id}`, 'own').expect(200);
    await backend.knex('releases').where({ id: release.id }).update({
      component_owner: 'group:default/payments',
      requested_by: 'user:default/own',
    });
    expect(await list('own')).toEqual([release.id]);
    await backend.call('get', `/releases/${release.id}`, 'own').expect(200);
    const { body } = await backend.call('get', '/counts', 'nobody').expect(200);
    expect(body).toEqual({ waitsForMe: 0, running: 0 });
  });

  it('writes down a log that was taken away', async () => {
    backend.audited.length = 0;
    await backend
      .call('get', `/releases/${release.id}/log/text`, 'finn')
      .expect(200);
    await backend
      .call('get', `/releases/${release.id}/log/text`, 'nobody')
      .expect(404);
    expect(backend.audited).toEqual([
      'release-log-download ok user:default/finn',
      'release-log-download Error user:default/nobody',
    ]);
  });

  it('lets services ask, and says so', async () => {
    const { body } = await backend
      .call('post', '/releases', mockCredentials.service.header())
      .send({ ...wish, version: 'v3' })
      .expect(201);
    expect(body.requestedBy).toMatch(/^service:/);
  });
});
