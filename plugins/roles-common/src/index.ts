export {
  assignableRoleSchema,
  roleDescriptions,
  roleSchema,
  type AssignableRole,
  type Role,
  type RoleDescription,
} from './roles';
