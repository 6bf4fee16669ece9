import { PermissionRegistration } from '@stagedoor/plugin-roles-node';
import { catalogPermissions } from './catalogPermissions';
import { platformPermissions } from './platformPermissions';
import { scaffolderPermissions } from './scaffolderPermissions';

/**
 * Every permission of the Backstage plugins that Stagedoor includes. Stagedoor's own plugins declare theirs through the
 * extension point. Notifications, signals, events, search, TechDocs and MCP have none of their own.
 */
export const stockPermissions: PermissionRegistration[] = [
  ...catalogPermissions,
  ...scaffolderPermissions,
  ...platformPermissions,
];
