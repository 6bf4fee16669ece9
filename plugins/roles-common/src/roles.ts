import { z } from 'zod';

/**
 * Every role, in the order in which they are shown. Nobody is given the role `owner`: a person is the owner of an
 * entity when the catalog says so, and of nothing else.
 *
 * @public
 */
export const roleSchema = z.enum([
  'viewer',
  'developer',
  'owner',
  'platform-engineer',
  'auditor',
]);

/** @public */
export type Role = z.infer<typeof roleSchema>;

/**
 * Roles that a person holds because configuration gives them (`permission.roles`).
 *
 * @public
 */
export const assignableRoleSchema = roleSchema.exclude(['owner']);

/** @public */
export type AssignableRole = z.infer<typeof assignableRoleSchema>;

/**
 * What a role is called and what it is for, in the words people read.
 *
 * @public
 */
export interface RoleDescription {
  role: Role;
  /** One holder: "You are a developer". */
  singular: string;
  /** All holders: "Only developers may …". */
  plural: string;
  description: string;
}

/** @public */
export const roleDescriptions: Record<Role, RoleDescription> = {
  viewer: {
    role: 'viewer',
    singular: 'viewer',
    plural: 'viewers',
    description: 'Reads the catalog and its documentation.',
  },
  developer: {
    role: 'developer',
    singular: 'developer',
    plural: 'developers',
    description: 'Creates services from templates and registers existing ones.',
  },
  owner: {
    role: 'owner',
    singular: 'owner',
    plural: 'owners',
    description:
      'Derived from the catalog: whoever is the owner of an entity, or a member of the team that is.',
  },
  'platform-engineer': {
    role: 'platform-engineer',
    singular: 'platform engineer',
    plural: 'platform engineers',
    description: 'Runs the platform itself and may do everything on it.',
  },
  auditor: {
    role: 'auditor',
    singular: 'auditor',
    plural: 'auditors',
    description: 'Reads everything, changes nothing.',
  },
};
