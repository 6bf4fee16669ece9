export {
  rolesExtensionPoint,
  type RolesExtensionPoint,
} from './rolesExtensionPoint';
export type {
  Allowance,
  BasicPermissionRegistration,
  ConditionalAllowance,
  PermissionRegistration,
  ResourcePermissionRegistration,
  RoleHolder,
} from './registration';
