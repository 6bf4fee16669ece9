import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  PermissionRegistration,
  rolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';
import { observabilityPermissionModule } from './permissionModule';

describe('observabilityPermissionModule', () => {
  it('lets everybody who sees anything see links', async () => {
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
      features: [permissionPlugin, observabilityPermissionModule],
    });
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
