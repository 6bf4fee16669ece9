import { TestDatabases } from '@backstage/backend-test-utils';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

const shop = 'component:default/shop';

describe('bad input', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases });
  });

  const wish = { component: shop, environment: 'dev', version: 'v1' };
  it.each<[string, object, number, RegExp]>([
    ['no component', { component: undefined }, 400, /^component: /],
    ['a component that is no ref', { component: ':::' }, 400, /^component: /],
    ['an absent component', { component: 'none' }, 404, /no component:default/],
    ['a component without pipeline', { component: 'bare' }, 409, /add a Rel/],
    [
      'an unknown environment',
      { environment: 'moon' },
      400,
      /^environment: th/,
    ],
    ['no version', { version: undefined }, 400, /^version: name a branch/],
    ['an absent version', { version: 'v9' }, 404, /no tag, branch or commit/],
    ['an option as version', { version: '--upload-pack=x' }, 400, /./],
    ['an unknown kind', { kind: 'drop' }, 400, /^kind: /],
    ['no hosts', { hosts: [] }, 400, /^hosts: /],
    [
      'a foreign host',
      { hosts: ['resource:default/prod-1'] },
      400,
      /^hosts\.0/,
    ],
    ['an unknown field', { force: true }, 400, /force/],
    ['NUL', { reason: 'a\u0000' }, 400, /^reason: /],
    ['a reason that is too long', { reason: 'a'.repeat(2001) }, 400, /^reason/],
  ])('refuses %s', async (_, more, status, message) => {
    const { body, status: answered } = await backend
      .call('post', '/releases', 'ana')
      .send({ ...wish, ...more });
    expect([answered, body.error.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
  });

  it.each([
    '/releases?limit=0',
    '/releases?limit=101',
    '/releases?cursor=abc',
    '/releases?cursor=99999999999',
    "/releases?cursor=1'--",
    '/releases?state=done',
    '/releases?offset=10',
    '/releases/abc',
    '/releases/0',
    '/releases/99999999999',
    '/matrix',
    '/matrix?component=%3A%3A',
    '/versions?component=shop&of=all',
  ])('refuses %s', async path => {
    const { body, status } = await backend.call('get', path, 'ana');
    expect([status, body.error.name]).toEqual([400, 'InputError']);
  });

  it.each(["' OR 1=1 --", '%', '_', '%25', '__proto__', 'constructor', '\\'])(
    'finds nothing by %s',
    async text => {
      await backend.create('ana', wish).catch(() => {});
      for (const name of ['environment', 'requestedBy', 'component']) {
        const { body, status } = await backend.call(
          'get',
          `/releases?${name}=${encodeURIComponent(text)}`,
          'ana',
        );
        expect([200, 400]).toContain(status);
        expect(body.items ?? []).toEqual([]);
      }
      const { body } = await backend.call('get', '/releases', 'ana');
      expect(body.items).not.toEqual([]);
    },
  );
});
