import { z } from 'zod';
import { roleSchema } from './roles';

/**
 * What one role may do with one permission: everything, or what the restriction says.
 *
 * @public
 */
export const tableAllowanceSchema = z.strictObject({
  role: roleSchema,
  /** Absent when the role may use the permission on everything: "if they own it". */
  restriction: z.string().optional(),
});

/** @public */
export type TableAllowance = z.infer<typeof tableAllowanceSchema>;

/** One declared permission. Roles that are not listed are denied. @public */
export const tableRowSchema = z.strictObject({
  permission: z.string(),
  title: z.string(),
  description: z.string(),
  /** What kind of thing it is about; absent if it is about nothing in particular. */
  resourceType: z.string().optional(),
  allow: z.array(tableAllowanceSchema),
});

/** @public */
export type TableRow = z.infer<typeof tableRowSchema>;

/** Answer of `GET /api/permission/role-table`. @public */
export const roleTableSchema = z.strictObject({
  roles: z.array(
    z.strictObject({
      role: roleSchema,
      title: z.string(),
      description: z.string(),
    }),
  ),
  permissions: z.array(tableRowSchema),
});

/** @public */
export type RoleTable = z.infer<typeof roleTableSchema>;
