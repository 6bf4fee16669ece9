import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  ReleasesClient,
  ReleaseSummary,
} from '@stagedoor/plugin-releases-common';
import { AddressInfo } from 'node:net';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

describe('lists of releases', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** The client of the contract, which refuses answers of another shape. */
  const as = (name: string) =>
    new ReleasesClient({
      discoveryApi: {
        getBaseUrl: async () => {
          const { port } = backend.backend.server.address() as AddressInfo;
          return `http://localhost:${port}/api/releases`;
        },
      },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: {
              ...Object.fromEntries(new Headers(init?.headers)),
              Authorization: mockCredentials.user.header(
                `user:default/${name}`,
              ),
            },
          }),
      },
    });
  const ids = (items: ReleaseSummary[]) => items.map(({ id }) => id);

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases });
    for (const version of ['v1', 'v2', 'v3']) {
      await backend.create('ana', { environment: 'dev', version });
      await backend.create('ana', { environment: 'production', version });
    }
    await backend.create('amir', { environment: 'newest', version: 'v1' });
    await backend.create('amir', { environment: 'dual', version: 'v1' });
  });

  it('are read page by page, newest first, without gaps or repetition', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await as('finn').listReleases({ limit: 3, cursor });
      seen.push(...ids(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('say what people call an environment', async () => {
    const { items } = await as('finn').listReleases({
      environment: 'production',
      limit: 1,
    });
    expect(items).toEqual([
      expect.objectContaining({
        environment: 'production',
        environmentTitle: 'Production',
      }),
    ]);
  });

  it('stay steady while releases are added', async () => {
    const first = await as('finn').listReleases({ limit: 4 });
    await backend.create('dara', {
      environment: 'dual',
      version: 'v2',
    });
    const second = await as('finn').listReleases({
      limit: 4,
      cursor: first.nextCursor,
    });
    expect(ids([...first.items, ...second.items])).toEqual([
      8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  it.each([
    [{ environment: 'dev' }, [5, 3, 1]],
    [{ environment: 'dev', state: ['running'] }, []],
    [{ state: ['queued', 'running'] }, [5, 3, 1]],
    [{ kind: ['rollback'] }, []],
    [{ kind: ['release'], environment: 'newest' }, [7]],
    [{ requestedBy: 'user:default/AMIR' }, [8, 7]],
    [{ component: 'Component:default/Shop', environment: 'newest' }, [7]],
    [{ component: 'cart' }, []],
  ] as const)('filter by %j', async (query, expected) => {
    const { items } = await as('finn').listReleases(query as object);
    expect(ids(items)).toEqual(expected);
  });

  it.each(['ana', 'amir', 'ben', 'dara', 'dan', 'finn', 'nobody'])(
    'agree with themselves about what waits for %s',
    async who => {
      const all = await as(who).listReleases({ limit: 100 });
      const marked = all.items.filter(({ waitsForMe }) => waitsForMe);
      const waiting = await as(who).listReleases({ waitsForMe: 'true' });
      expect(ids(waiting.items)).toEqual(ids(marked));
      const counts = await as(who).countReleases();
      expect(counts.waitsForMe).toBe(marked.length);
      const allowed = await Promise.all(
        all.items.map(async ({ id }) => {
          const { actions } = await as(who).getRelease(id);
          return actions.approve.allowed;
        }),
      );
      expect(allowed).toEqual(all.items.map(({ waitsForMe }) => waitsForMe));
    },
  );

  it('name those that wait for the asker, until they have decided', async () => {
    const before = await as('dan').listReleases({ waitsForMe: 'true' });
    expect(ids(before.items)).toEqual([9, 8, 6, 4, 2]);
    const release = await as('dan').getRelease(8);
    await as('dan').decideRelease(
      8,
      { decision: 'approved', planHash: release.planHash },
      'dan-8',
    );
    const after = await as('dan').listReleases({ waitsForMe: 'true' });
    expect(ids(after.items)).toEqual([9, 6, 4, 2]);
  });

  it('offer versions with where they run, and what differs', async () => {
    const versions = await as('finn').listVersions({
      component: 'shop',
      of: 'tags',
    });
    expect(versions.items.flatMap(({ tags }) => tags).sort()).toEqual([
      'broken',
      'v1',
      'v2',
      'v3',
    ]);
    const changes = await as('finn').getReleaseChanges(3);
    expect(changes).toMatchObject({ direction: 'first', commitCount: 2 });
  });

  it('describe themselves', async () => {
    const { body } = await backend.call('get', '/openapi.json', 'finn');
    expect(Object.keys(body.paths)).toContain('/releases/{id}/approvals');
    const { items } = await as('finn').listEnvironments();
    expect(items[1]).toEqual({
      name: 'production',
      title: 'Production',
      approvals: 1,
      approvalsFrom: ['owner', 'group:default/sre'],
      whenBusy: 'queue',
    });
    const inspection = await as('ana').inspectHosts({
      component: 'shop',
      environment: 'dev',
    });
    expect(inspection.hosts).toHaveLength(1);
  });
});

describe('a platform without environments', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('starts, and says which key to set', async () => {
    backend = await startReleasesBackend({
      databases,
      config: { environments: [] },
    });
    const { body } = await backend
      .call('get', '/matrix?component=shop', 'ana')
      .expect(200);
    expect(body).toEqual({
      component: 'component:default/shop',
      pipeline: 'releasepipeline:default/shop',
      problem: expect.stringContaining('releases.environments'),
      environments: [],
    });
    const { body: refused } = await backend
      .call('post', '/releases', 'ana')
      .send({ component: 'shop', environment: 'dev', version: 'v1' })
      .expect(409);
    expect(refused.error.message).toContain('releases.environments');
  });
});
