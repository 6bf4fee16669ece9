import { listPermissions } from '@stagedoor/test-organisation';
import { observabilityPermissionModule } from './permissionModule';

describe('observabilityPermissionModule', () => {
  it('lets everybody who sees anything see links', async () => {
    const registered = await listPermissions(observabilityPermissionModule);
    expect(
      registered.map(({ permission, allow }) => [permission.name, allow]),
    ).toEqual([
      [
        'observability.links.read',
        {
          viewer: 'always',
          developer: 'always',
          'platform-engineer': 'always',
          auditor: 'always',
        },
      ],
    ]);
  });
});
