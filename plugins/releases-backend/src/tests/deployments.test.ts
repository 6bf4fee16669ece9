import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { DeploymentList } from '@stagedoor/plugin-releases-common';
import { component, person } from '@stagedoor/test-organisation';
import { organisation, pipeline } from '../__testUtils__/organisation';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

const payments = 'group:default/payments';
const dev = { name: 'dev', hosts: ['resource:default/dev-1'] };

describe('what runs where of the components of the asker', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  const list = async (who: string, query = ''): Promise<DeploymentList> => {
    const { body, status } = await backend.call(
      'get',
      `/deployments${query}`,
      who,
    );
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const runs = (component_: string, host: string, more: object) =>
    backend
      .knex('live_hosts')
      .insert({
        component: component_,
        environment: host.replace(/-\d$/, '').replace('prod', 'production'),
        host_ref: `resource:default/${host}`,
        host_name: host,
        commit: 'a'.repeat(40),
        label: 'v1',
        since: '2026-03-01T10:00:00Z',
        certain: true,
        ...more,
      })
      .onConflict(['component', 'environment', 'host_ref'])
      .merge();

  beforeAll(async () => {
    const own = component('mine', 'user:default/ana', 'releasepipeline:x/none');
    const stolen = component('stolen', payments, 'releasepipeline:default/bad');
    backend = await startReleasesBackend({
      databases,
      entities: [
        ...organisation,
        { ...own, metadata: { ...own.metadata, title: 'My Own' } },
        stolen,
        pipeline('bad', 'stolen', [dev], { besides: 'elsewhere' }),
        person('own', 'group:default/checkout'),
        person('nobody', payments),
      ],
    });
    await backend.create('ana', { environment: 'dev' });
    await backend.knex('releases').update({ state: 'running' });
    await runs('component:default/shop', 'dev-1', {});
    for (const host of ['prod-1', 'prod-2', 'prod-3', 'retired-1']) {
      await runs('component:default/shop', host, {
        environment: 'production',
        since: `2026-03-0${host.length}T10:00:00Z`,
        commit: host === 'retired-1' ? 'b'.repeat(40) : 'a'.repeat(40),
      });
    }
    await runs('component:default/shop', 'dual-1', { certain: false });
  });

  it('is told by component and environment', async () => {
    const { environments, items, total } = await list('ana');
    expect(environments.slice(0, 2)).toEqual([
      { name: 'dev', title: expect.any(String) },
      { name: 'production', title: 'Production' },
    ]);
    expect(total).toBe(3);
    const version = { commit: 'a'.repeat(40), label: 'v1' };
    expect(items).toEqual([
      {
        component: 'component:default/mine',
        title: 'My Own',
        environments: [],
      },
      {
        component: 'component:default/shop',
        title: 'Web shop',
        environments: [
          {
            name: 'dev',
            state: 'same',
            hosts: 1,
            version,
            since: '2026-03-01T10:00:00.000Z',
            running: 1,
          },
          {
            name: 'production',
            state: 'same',
            hosts: 3,
            version,
            since: '2026-03-06T10:00:00.000Z',
          },
          { name: 'dual', state: 'unknown', hosts: 1 },
          { name: 'single', state: 'nothing', hosts: 1 },
          { name: 'newest', state: 'nothing', hosts: 1 },
        ],
      },
      // Its pipeline lies elsewhere, and does not count.
      {
        component: 'component:default/stolen',
        title: 'stolen',
        environments: [],
      },
    ]);
  });

  it('tells hosts apart that do not run the same', async () => {
    await runs('component:default/shop', 'prod-2', {
      environment: 'production',
      commit: 'c'.repeat(40),
    });
    const { items } = await list('amir');
    expect(items[0].environments[1]).toEqual({
      name: 'production',
      state: 'mixed',
      hosts: 3,
    });
  });

  it('is no more than was asked for, and says how many there are', async () => {
    const { items, total } = await list('ana', '?owner=me&limit=1');
    expect(items.map(({ title }) => title)).toEqual(['My Own']);
    expect(total).toBe(3);
    await backend.call('get', '/deployments?limit=101', 'ana').expect(400);
    await backend.call('get', '/deployments?owner=ben', 'ana').expect(400);
  });

  it('leaves out what the asker does not own, or may not see', async () => {
    expect((await list('finn')).items).toEqual([]);
    expect((await list('ben')).items).toEqual([]);
    // Belongs to the team, but may see no releases.
    expect(await list('nobody')).toMatchObject({ items: [], total: 0 });
    // A program owns nothing.
    const service = mockCredentials.service.header();
    expect(await list(service)).toMatchObject({ items: [], total: 0 });
  });
});
