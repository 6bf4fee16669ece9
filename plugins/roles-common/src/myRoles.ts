import { z } from 'zod';
import { namedRefSchema } from './explanations';
import { assignableRoleSchema } from './roles';

/**
 * Why somebody has a role: everyone does, it is given to them by name, or it is given to a group that they belong to,
 * possibly through other groups.
 *
 * @public
 */
export const roleSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('user') }),
  z.strictObject({
    kind: z.literal('group'),
    /** From the group the person is in to the group that has the role. */
    path: z.array(namedRefSchema).min(1),
  }),
]);

/** @public */
export type RoleSource = z.infer<typeof roleSourceSchema>;

/** A role of the asker, and why they have it. @public */
export const heldRoleSchema = z.strictObject({
  role: assignableRoleSchema,
  title: z.string(),
  description: z.string(),
  through: z.array(roleSourceSchema).min(1),
});

/** @public */
export type HeldRole = z.infer<typeof heldRoleSchema>;

/** Answer of `GET /api/permission/my-roles`. @public */
export const myRolesSchema = z.strictObject({
  userEntityRef: z.string(),
  roles: z.array(heldRoleSchema),
  /** The groups whose entities are the asker's too. */
  ownsThrough: z.array(namedRefSchema),
});

/** @public */
export type MyRoles = z.infer<typeof myRolesSchema>;
