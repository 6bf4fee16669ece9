import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  PermissionRegistration,
  rolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';
import { repositoriesPermissionModule } from './permissionModule';

it('lets everybody who sees anything read, and owners push', async () => {
  const registered: PermissionRegistration[] = [];
  const permissionPlugin = createBackendPlugin({
    pluginId: 'permission',
    register(env) {
      env.registerExtensionPoint(rolesExtensionPoint, {
        addPermissions: rows => registered.push(...rows),
      });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  await startTestBackend({
    features: [permissionPlugin, repositoriesPermissionModule],
  });
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
