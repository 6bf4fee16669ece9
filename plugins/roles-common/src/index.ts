export {
  assignableRoleSchema,
  roleDescriptions,
  roleSchema,
  type AssignableRole,
  type Role,
  type RoleDescription,
} from './roles';
export {
  MAX_EXPLANATIONS,
  explainedOwnerSchema,
  explanationQuestionSchema,
  explanationSchema,
  namedRefSchema,
  type ExplainedOwner,
  type Explanation,
  type ExplanationQuestion,
  type NamedRef,
} from './explanations';
export {
  heldRoleSchema,
  myRolesSchema,
  roleSourceSchema,
  type HeldRole,
  type MyRoles,
  type RoleSource,
} from './myRoles';
export {
  roleTableSchema,
  tableAllowanceSchema,
  tableRowSchema,
  type RoleTable,
  type TableAllowance,
  type TableRow,
} from './roleTable';
export { RolesClient, type RolesApi } from './RolesClient';
export { createRolesOpenApi } from './openapi';
export { rolesRoutes } from './routes';
