import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { RoleAssignment } from '../config/readRoleAssignments';
import { GroupPaths } from './GroupPaths';
import { RoleHoldings } from './RoleHoldings';

function entity(kind: 'User' | 'Group', name: string, above: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    relations: above.map(group => ({
      type: kind === 'User' ? 'memberOf' : 'childOf',
      targetRef: `group:default/${group}`,
    })),
  };
}

const assignments: RoleAssignment[] = [
  { role: 'developer', members: ['group:default/engineering'] },
  { role: 'auditor', members: ['user:default/ana'] },
  { role: 'viewer', members: ['*'] },
];

function createHoldings(options: {
  entities: Entity[];
  assignments?: RoleAssignment[];
}) {
  const clock = { now: 0 };
  const now = () => clock.now;
  const entities = [...options.entities];
  const catalog = catalogServiceMock.mock();
  catalog.getEntitiesByRefs.mockImplementation(async ({ entityRefs }) => ({
    items: entityRefs.map(ref =>
      entities.find(
        ({ kind, metadata }) =>
          ref === `${kind.toLowerCase()}:default/${metadata.name}`,
      ),
    ),
  }));
  const holdings = new RoleHoldings({
    assignments: options.assignments ?? assignments,
    groupPaths: new GroupPaths({
      catalog,
      auth: mockServices.auth(),
      now,
    }),
    now,
  });
  return {
    catalog,
    entities,
    clock,
    resolve: (name: string) =>
      holdings.resolve(mockCredentials.user(`user:default/${name}`)),
    async listRoles(name: string) {
      return [...(await this.resolve(name)).roles.keys()];
    },
  };
}

const nested = [
  entity('Group', 'company', []),
  entity('Group', 'engineering', ['company']),
  entity('Group', 'backend', ['engineering']),
  entity('Group', 'payments', ['backend']),
];

describe('RoleHoldings', () => {
  it('gives a role through any depth of groups, and says through which', async () => {
    const { resolve } = createHoldings({
      entities: [...nested, entity('User', 'ben', ['payments'])],
    });
    const { roles, ownershipEntityRefs } = await resolve('ben');
    expect(roles.get('developer')).toEqual([
      {
        kind: 'group',
        path: [
          'group:default/payments',
          'group:default/backend',
          'group:default/engineering',
        ],
      },
    ]);
    // What a parent group owns is not its children's.
    expect(ownershipEntityRefs).toEqual([
      'user:default/ben',
      'group:default/payments',
    ]);
  });

  it('gives roles by name and to everyone', async () => {
    const holdings = createHoldings({
      entities: [entity('User', 'ana', []), entity('User', 'ben', [])],
    });
    await expect(holdings.listRoles('ana')).resolves.toEqual([
      'auditor',
      'viewer',
    ]);
    await expect(holdings.listRoles('ben')).resolves.toEqual(['viewer']);
  });

  it('gives no role through a group that is only below', async () => {
    const holdings = createHoldings({
      entities: [...nested, entity('User', 'ben', ['company'])],
    });
    await expect(holdings.listRoles('ben')).resolves.toEqual(['viewer']);
  });

  it('ends where groups contain each other', async () => {
    const holdings = createHoldings({
      entities: [
        entity('Group', 'a', ['b']),
        entity('Group', 'b', ['a', 'engineering']),
        entity('User', 'ben', ['a']),
      ],
    });
    await expect(holdings.listRoles('ben')).resolves.toContain('developer');
  });

  it('bounds what a single decision reads', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `g${index}`);
    const { resolve, catalog } = createHoldings({
      entities: [
        entity('User', 'ben', many),
        ...many.map(name => entity('Group', name, [])),
      ],
    });
    await resolve('ben');
    const read = catalog.getEntitiesByRefs.mock.calls.flatMap(
      ([{ entityRefs }]) => entityRefs,
    );
    expect(read.length).toBeLessThanOrEqual(501);
  });

  it('takes a role away soon after somebody leaves the group, whatever their session says', async () => {
    const holdings = createHoldings({
      entities: [...nested, entity('User', 'ben', ['payments'])],
    });
    await expect(holdings.listRoles('ben')).resolves.toContain('developer');

    holdings.entities.splice(-1, 1, entity('User', 'ben', []));
    holdings.clock.now += 31_000;
    await expect(holdings.listRoles('ben')).resolves.toEqual(['viewer']);
    await expect(holdings.resolve('ben')).resolves.toMatchObject({
      ownershipEntityRefs: ['user:default/ben'],
    });
  });

  it('does so although somebody else of the group was looked up in between', async () => {
    const holdings = createHoldings({
      entities: [
        entity('User', 'ana', ['payments']),
        entity('User', 'ben', ['payments']),
        ...nested,
      ],
    });
    await holdings.listRoles('ana');
    holdings.entities.splice(-1, 1, entity('Group', 'payments', []));

    holdings.clock.now += 14_000;
    await expect(holdings.listRoles('ben')).resolves.toContain('developer');
    holdings.clock.now += 17_000;
    await expect(holdings.listRoles('ben')).resolves.toEqual(['viewer']);
  });

  it('takes all groups from somebody who leaves the catalog, whatever their session says', async () => {
    const holdings = createHoldings({
      entities: [...nested, entity('User', 'ben', ['payments'])],
    });
    await expect(holdings.listRoles('ben')).resolves.toContain('developer');

    holdings.entities.pop();
    holdings.clock.now += 31_000;
    await expect(holdings.listRoles('ben')).resolves.toEqual(['viewer']);
    await expect(holdings.resolve('ben')).resolves.toMatchObject({
      ownershipEntityRefs: ['user:default/ben'],
    });
  });

  it('asks the catalog once for many decisions at the same time', async () => {
    const { resolve, catalog } = createHoldings({
      entities: [...nested, entity('User', 'ben', ['payments'])],
    });
    await Promise.all(Array.from({ length: 50 }, () => resolve('ben')));
    await resolve('ben');
    // One call for the person, one for each level of groups.
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(5);
  });

  it('decides nothing while the catalog does not answer, and recovers', async () => {
    const { resolve, catalog } = createHoldings({
      entities: [entity('User', 'ana', [])],
    });
    catalog.getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));
    await expect(resolve('ana')).rejects.toThrow(
      /The roles of user:default\/ana cannot be worked out, because the catalog does not say/,
    );
    await expect(resolve('ana')).resolves.toMatchObject({
      userEntityRef: 'user:default/ana',
    });
  });
});
