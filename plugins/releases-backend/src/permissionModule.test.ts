import { releasesPermissions } from '@stagedoor/plugin-releases-common';
import { listPermissions } from '@stagedoor/test-organisation';
import { releasesPermissionModule } from './permissionModule';

it('lets everybody see releases, owners make them, and engineers approve them', async () => {
  const registered = await listPermissions(releasesPermissionModule);
  const owners = { owner: 'owner', 'platform-engineer': 'always' };
  expect(
    Object.fromEntries(
      registered.map(({ permission, allow }) => [permission.name, allow]),
    ),
  ).toEqual({
    'releases.release.read': {
      viewer: 'always',
      developer: 'always',
      'platform-engineer': 'always',
      auditor: 'always',
    },
    'releases.release.create': owners,
    'releases.release.roll-back': owners,
    'releases.release.cancel': owners,
    'releases.release.approve': {
      developer: 'always',
      'platform-engineer': 'always',
    },
  });
  expect(registered.map(({ permission }) => permission)).toEqual(
    expect.arrayContaining(releasesPermissions),
  );
});
