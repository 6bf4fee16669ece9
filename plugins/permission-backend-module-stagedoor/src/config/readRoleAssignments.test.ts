import { mockServices } from '@backstage/backend-test-utils';
import { readRoleAssignments } from './readRoleAssignments';

function read(permission: object) {
  return readRoleAssignments(mockServices.rootConfig({ data: { permission } }));
}

describe('readRoleAssignments', () => {
  it('reads roles and their members, as the catalog writes them', () => {
    expect(
      read({
        enabled: true,
        roles: [
          {
            role: 'platform-engineer',
            members: ['group:default/Platform', 'User:dara.singh'],
          },
          { role: 'viewer', members: ['*'] },
        ],
      }),
    ).toEqual([
      {
        role: 'platform-engineer',
        members: ['group:default/platform', 'user:default/dara.singh'],
      },
      { role: 'viewer', members: ['*'] },
    ]);
  });

  const viewer = { role: 'viewer', members: ['*'] };

  it.each([
    [
      'permissions are off',
      { enabled: false, roles: [viewer] },
      /^permission\.enabled must be true/,
    ],
    [
      'permissions are not said to be on',
      { roles: [viewer] },
      /^permission\.enabled must be true/,
    ],
    ['no roles are given', { enabled: true }, /^permission\.roles is missing/],
    [
      'the list is empty',
      { enabled: true, roles: [] },
      /^permission\.roles: must give at least one role/,
    ],
    [
      'it is not a list',
      { enabled: true, roles: 'everyone' },
      /^permission\.roles: /,
    ],
    [
      'a role is unknown',
      { enabled: true, roles: [viewer, { role: 'king', members: ['*'] }] },
      /^permission\.roles\[1\]\.role: 'king' is not a role; the roles are viewer, developer, platform-engineer, auditor$/,
    ],
    [
      'ownership is given away',
      { enabled: true, roles: [{ role: 'owner', members: ['*'] }] },
      /^permission\.roles\[0\]\.role: the role 'owner' cannot be given/,
    ],
    [
      'a role has no members',
      { enabled: true, roles: [{ role: 'viewer', members: [] }] },
      /^permission\.roles\[0\]\.members: must name at least one/,
    ],
    [
      'members are missing',
      { enabled: true, roles: [{ role: 'viewer' }] },
      /^permission\.roles\[0\]\.members: /,
    ],
    [
      'a member has no kind',
      {
        enabled: true,
        roles: [{ role: 'viewer', members: ['*', 'platform'] }],
      },
      /^permission\.roles\[0\]\.members\[1\]: 'platform' is neither a user, nor a group, nor '\*'/,
    ],
    [
      'a member is of another kind',
      {
        enabled: true,
        roles: [{ role: 'viewer', members: ['component:default/web'] }],
      },
      /^permission\.roles\[0\]\.members\[0\]: 'component:default\/web'/,
    ],
    [
      'a key is misspelt',
      {
        enabled: true,
        roles: [{ role: 'viewer', members: ['*'], member: ['*'] }],
      },
      /^permission\.roles\[0\]: .*member/,
    ],
    [
      'a role is listed twice',
      { enabled: true, roles: [viewer, viewer] },
      /^permission\.roles\[1\]\.role: 'viewer' is listed twice; add these members to permission\.roles\[0\]\.members$/,
    ],
  ])('refuses to start when %s', (_, permission, message) => {
    expect(() => read(permission)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });

  it('names everything that is wrong at once', () => {
    expect(() =>
      read({
        enabled: true,
        roles: [{ role: 'king', members: ['nobody'] }],
      }),
    ).toThrow(/roles\[0\]\.role.*; permission\.roles\[0\]\.members\[0\]/);
  });
});
