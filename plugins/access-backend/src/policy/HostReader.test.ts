import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogReads } from '@stagedoor/catalog-people';
import { HostReader } from './HostReader';

describe('hosts of a namespace', () => {
  const entity = (
    kind: string,
    name: string,
    namespace: string,
    spec: Entity['spec'],
  ): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      annotations: { 'stagedoor.dev/ssh-address': 'web.test' },
    },
    spec,
  });

  const createReader = (entities: Entity[]) => {
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({ entities });
    const reads = new CatalogReads({ auth, catalog });
    return new HostReader({ auth, catalog, reads });
  };

  it('belong to who owns what runs on them there, and not to who owns its namesake', async () => {
    const reader = createReader([
      entity('Resource', 'web-1', 'shop', {
        type: 'host',
        owner: 'sre',
        dependencyOf: ['component:web'],
      }),
      entity('Component', 'web', 'shop', { owner: 'group:default/shop' }),
      entity('Component', 'web', 'default', {
        owner: 'group:default/others',
      }),
    ]);
    const { hosts, problems } = await reader.read(['resource:shop/web-1']);
    expect(problems).toEqual([]);
    expect(hosts).toMatchObject([
      {
        owners: ['group:shop/sre', 'group:default/shop'],
        components: ['component:shop/web'],
      },
    ]);
  });

  it('belong to whoever owns them now, whatever was read before', async () => {
    const entities = [
      entity('Resource', 'web-1', 'shop', {
        type: 'host',
        owner: 'sre',
        dependencyOf: ['component:web'],
      }),
      entity('Component', 'web', 'shop', { owner: 'group:default/shop' }),
      entity('Component', 'api', 'shop', { owner: 'group:default/api' }),
    ];
    const reader = createReader(entities);
    const readOwners = async () => {
      const { hosts } = await reader.read(['resource:shop/web-1']);
      return hosts.map(({ owners }) => owners);
    };
    await expect(readOwners()).resolves.toEqual([
      ['group:shop/sre', 'group:default/shop'],
    ]);
    entities[1].spec!.owner = 'group:default/search';
    await expect(readOwners()).resolves.toEqual([
      ['group:shop/sre', 'group:default/search'],
    ]);
    entities[0].spec!.dependencyOf = ['component:api'];
    await expect(readOwners()).resolves.toEqual([
      ['group:shop/sre', 'group:default/api'],
    ]);
  });

  it.each([
    ['web.test', 'web.test:22'],
    ['web.test:2222', 'web.test:2222'],
    ['10.0.0.5', '10.0.0.5:22'],
    ['2001:db8::5', '[2001:db8::5]:22'],
    ['[2001:db8::5]:2222', '[2001:db8::5]:2222'],
  ])('are reached at %s, that is %s', async (written, address) => {
    const host = entity('Resource', 'web-1', 'shop', {
      type: 'host',
      owner: 'sre',
    });
    host.metadata.annotations = { 'stagedoor.dev/ssh-address': written };
    const { hosts } = await createReader([host]).read(['resource:shop/web-1']);
    expect(hosts.map(({ pinned }) => pinned.address)).toEqual([address]);
  });
});
