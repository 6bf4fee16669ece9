import { createPermission } from '@backstage/plugin-permission-common';
import {
  ConditionalAllowance,
  ResourcePermissionRegistration,
} from '@stagedoor/plugin-roles-node';
import { decide } from '../policy/decide';
import { PermissionTable } from './PermissionTable';

const releasePermission = createPermission({
  name: 'releases.release.create',
  attributes: { action: 'create' },
  resourceType: 'release',
});
const entityPermission = createPermission({
  name: 'releases.pipeline.run',
  attributes: {},
  resourceType: 'catalog-entity',
});

function condition(
  rule: string,
  where: Partial<ConditionalAllowance> = {},
): ConditionalAllowance {
  return {
    pluginId: 'releases',
    resourceType: 'release',
    restriction: `if ${rule}`,
    createConditions: () => ({ resourceType: 'release', rule }),
    ...where,
  };
}

function declare(allow: ResourcePermissionRegistration['allow']) {
  const table = new PermissionTable();
  table.addPermissions([
    { permission: releasePermission, title: 'Release', description: '', allow },
  ]);
  return table.find(releasePermission.name);
}

describe('PermissionTable', () => {
  it('refuses a permission that is declared twice', () => {
    const table = new PermissionTable();
    const row = {
      permission: releasePermission,
      title: 'Release',
      description: '',
      allow: {},
    };
    table.addPermissions([row]);
    expect(() => table.addPermissions([row])).toThrow(
      "The permission 'releases.release.create' is declared twice",
    );
  });

  it('refuses ownership of what the catalog does not hold', () => {
    expect(() => declare({ owner: 'owner' })).toThrow(
      /releases\.release\.create.*about a release, but owner is allowed by a condition on a catalog-entity/,
    );
  });

  it('refuses conditions of two plugins, which nobody could evaluate together', () => {
    expect(() =>
      declare({
        developer: condition('IS_MINE'),
        auditor: condition('IS_OLD', { pluginId: 'archive' }),
      }),
    ).toThrow(/one plugin must evaluate all its conditions/);
  });

  // As somebody would write it without types: the table does not rely on the compiler.
  it.each([
    ['{ "owner": "always" }', /write owner: 'owner'/],
    ['{ "king": "always" }', /'king' is not a role/],
    ['{ "developer": "owner" }', /it is about no resource/],
  ])('refuses %s on a basic permission', (allow, message) => {
    expect(() =>
      new PermissionTable().addPermissions([
        {
          permission: createPermission({ name: 'a.b', attributes: {} }),
          title: 'A',
          description: '',
          allow: JSON.parse(allow),
        },
      ]),
    ).toThrow(message);
  });

  it('joins the conditions of several roles, and asks the same one once', () => {
    const mine = condition('IS_MINE');
    const declared = declare({
      viewer: mine,
      developer: mine,
      auditor: condition('IS_OLD'),
    });
    expect(
      declared &&
        decide(
          {
            userEntityRef: 'user:default/a',
            ownershipEntityRefs: [],
            roles: new Map([
              ['viewer', [{ kind: 'everyone' }]],
              ['developer', [{ kind: 'user' }]],
              ['auditor', [{ kind: 'user' }]],
            ]),
          },
          declared,
        ),
    ).toMatchObject({
      result: 'CONDITIONAL',
      pluginId: 'releases',
      conditions: { anyOf: [{ rule: 'IS_MINE' }, { rule: 'IS_OLD' }] },
    });
  });

  it('lets a role own entities without letting everyone', () => {
    const table = new PermissionTable();
    table.addPermissions([
      {
        permission: entityPermission,
        title: 'Run a pipeline',
        description: '',
        allow: { developer: 'owner' },
      },
    ]);
    const declared = table.find(entityPermission.name);
    const decideFor = (role: 'developer' | 'viewer') =>
      declared &&
      decide(
        {
          userEntityRef: 'user:default/a',
          ownershipEntityRefs: ['user:default/a'],
          roles: new Map([[role, [{ kind: 'user' }]]]),
        },
        declared,
      ).result;
    expect(decideFor('developer')).toBe('CONDITIONAL');
    expect(decideFor('viewer')).toBe('DENY');
  });
});
