import {
  roleDescriptions,
  roleSchema,
  RoleTable,
} from '@stagedoor/plugin-roles-common';
import { PermissionTable } from '../table/PermissionTable';

/** The declared table, as people read it. Who holds a role is not part of it. */
export function describeRoleTable(table: PermissionTable): RoleTable {
  return {
    roles: roleSchema.options.map(role => ({
      role,
      title: roleDescriptions[role].singular,
      description: roleDescriptions[role].description,
    })),
    permissions: table
      .list()
      .map(({ permission, title, description, entries }) => ({
        permission: permission.name,
        title,
        description,
        ...(permission.type === 'resource'
          ? { resourceType: permission.resourceType }
          : {}),
        allow: entries.map(({ role, allowance }) => ({
          role,
          ...(allowance === 'always'
            ? {}
            : { restriction: allowance.restriction }),
        })),
      }))
      .sort((a, b) => a.permission.localeCompare(b.permission, 'en')),
  };
}
