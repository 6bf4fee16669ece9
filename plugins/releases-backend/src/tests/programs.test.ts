import { TestDatabases } from '@backstage/backend-test-utils';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(180_000);

const tokens = {
  ci: 'a-token-for-the-ci-that-is-long-enough',
  asker: 'a-token-that-may-ask-for-releases-only',
  catalog: 'a-token-that-is-good-for-the-catalog',
};

describe('a program with a token that is restricted to releases', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    const access = (token: string, subject: string, restriction: object) => ({
      type: 'static',
      options: { token, subject },
      accessRestrictions: [restriction],
    });
    backend = await startReleasesBackend({
      databases,
      externalAccess: [
        access(tokens.ci, 'ci', { plugin: 'releases' }),
        access(tokens.asker, 'asker', {
          plugin: 'releases',
          permission: ['releases.release.read', 'releases.release.create'],
        }),
        access(tokens.catalog, 'reader', { plugin: 'catalog' }),
      ],
    });
  });

  const call = (
    method: 'get' | 'post',
    path: string,
    who: keyof typeof tokens,
  ) => backend.call(method, path, `Bearer ${tokens[who]}`);
  const wish = {
    component: 'component:default/shop',
    environment: 'dev',
    version: 'v1',
  };

  it('looks at what would happen, asks for it, and follows it', async () => {
    const { body: preview } = await call('post', '/previews', 'ci')
      .send(wish)
      .expect(200);
    expect(preview.blockers).toEqual([]);
    const { body: release } = await call('post', '/releases', 'ci')
      .send(wish)
      .expect(201);
    expect(release).toMatchObject({
      requestedBy: 'service:ci',
      state: 'queued',
    });
    const paths = [
      `/releases/${release.id}`,
      `/releases/${release.id}/log`,
      `/releases/${release.id}/changes`,
      '/matrix?component=shop',
      '/versions?component=shop',
    ];
    for (const path of paths) {
      const { status, body } = await call('get', path, 'ci');
      expect([path, status, body.error]).toEqual([path, 200, undefined]);
    }
  });

  it('finds no component that is not there', async () => {
    const { body } = await call('post', '/releases', 'ci')
      .send({ ...wish, component: 'component:default/none' })
      .expect(404);
    expect(body.error.message).toBe(
      'There is no component:default/none that you may see',
    );
  });

  it('never approves, and does no more than its token names', async () => {
    const { body: release } = await call('post', '/releases', 'asker')
      .send({ ...wish, environment: 'production' })
      .expect(201);
    const decision = { decision: 'approved', planHash: release.planHash };
    const at = `/releases/${release.id}`;
    const answers = [
      await call('post', `${at}/approvals`, 'ci').send(decision),
      await call('post', `${at}/cancellation`, 'asker').send({}),
      await call('post', `${at}/cancellation`, 'ci').send({}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 202]);
  });

  it('is not let in with a token for something else', async () => {
    const answers = [
      await call('get', '/releases', 'catalog'),
      await call('post', '/releases', 'catalog').send(wish),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  });
});
