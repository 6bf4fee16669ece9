import {
  BackendFeature,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  PermissionRegistration,
  rolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';

/** What a permission module says that roles may do. */
export async function listPermissions(
  module: BackendFeature,
): Promise<PermissionRegistration[]> {
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
  const backend = await startTestBackend({
    features: [permissionPlugin, module],
  });
  await backend.stop();
  return registered;
}
