import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { PermissionRegistration } from './registration';

/**
 * Where a plugin declares its permissions and which roles may use them. A permission that nobody declares is denied to
 * everyone.
 *
 * @public
 */
export interface RolesExtensionPoint {
  /**
   * Adds rows to the table of roles and permissions.
   *
   * @throws if a permission was declared before, or if a row cannot be enforced
   */
  addPermissions(registrations: readonly PermissionRegistration[]): void;
}

/**
 * Extension point of the plugin `permission`: depend on it in a module of that plugin.
 *
 * @example
 * ```ts
 * createBackendModule({
 *   pluginId: 'permission',
 *   moduleId: 'releases',
 *   register(env) {
 *     env.registerInit({
 *       deps: { roles: rolesExtensionPoint },
 *       async init({ roles }) {
 *         roles.addPermissions([
 *           {
 *             permission: releaseCreatePermission,
 *             title: 'Release a version',
 *             phrase: 'release {resource}',
 *             description: 'Put a version of a service on an environment.',
 *             allow: { owner: 'owner', 'platform-engineer': 'always' },
 *           },
 *         ]);
 *       },
 *     });
 *   },
 * });
 * ```
 *
 * @public
 */
export const rolesExtensionPoint = createExtensionPoint<RolesExtensionPoint>({
  id: 'permission.roles',
});
