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
  explanationsRequestSchema,
  explanationsResponseSchema,
  namedRefSchema,
  type ExplainedOwner,
  type Explanation,
  type ExplanationQuestion,
  type ExplanationsRequest,
  type ExplanationsResponse,
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
export {
  RolesClient,
  type RolesApi,
  type RolesClientOptions,
} from './RolesClient';
