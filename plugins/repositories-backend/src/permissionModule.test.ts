import { listPermissions } from '@stagedoor/test-organisation';
import { repositoriesPermissionModule } from './permissionModule';

it('lets everybody who sees anything read, and owners push', async () => {
  const registered = await listPermissions(repositoriesPermissionModule);
  expect(
    registered.map(({ permission, allow }) => [permission.name, allow]),
  ).toEqual([
    [
      'repositories.repository.read',
      {
        viewer: 'always',
        developer: 'always',
        'platform-engineer': 'always',
        auditor: 'always',
      },
    ],
    [
      'repositories.repository.push',
      { owner: 'owner', 'platform-engineer': 'always' },
    ],
  ]);
});
