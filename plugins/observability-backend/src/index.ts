/**
 * Backend of the observability plugin.
 *
 * @packageDocumentation
 */
export { observabilityPermissionModule } from './permissionModule';
export { observabilityPlugin as default } from './plugin';
