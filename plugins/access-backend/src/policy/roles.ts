import { AssignableRole } from '@stagedoor/plugin-roles-common';

/** Who may ask for access, and hold it. */
export const requestingRoles: readonly AssignableRole[] = [
  'developer',
  'platform-engineer',
];

/** Who may be a reviewer at all. */
export const reviewingRoles: readonly AssignableRole[] = [
  'developer',
  'platform-engineer',
];
