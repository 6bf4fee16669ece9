import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  AssignableRole,
  assignableRoleSchema,
} from '@stagedoor/plugin-roles-common';
import { readTypedConfig } from '@stagedoor/typed-config';
import { z } from 'zod';

/** Stands for every signed-in person in a list of members. */
export const EVERYONE = '*';

/** One role with everyone it is given to: normalised entity refs, or {@link EVERYONE}. */
export interface RoleAssignment {
  role: AssignableRole;
  members: string[];
}

const memberSchema = z.string().transform((member, context) => {
  if (member === EVERYONE) {
    return EVERYONE;
  }
  try {
    const ref = parseEntityRef(member);
    const kind = ref.kind.toLocaleLowerCase('en-US');
    if (kind === 'user' || kind === 'group') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Falls through to the one message that says what a member looks like.
  }
  context.addIssue({
    code: 'custom',
    message: `'${member}' is neither a user, nor a group, nor '*'; write for example group:default/platform or user:default/ana.ruiz`,
  });
  return z.NEVER;
});

const roleNameSchema = z.string().transform((name, context) => {
  const role = assignableRoleSchema.safeParse(name);
  if (role.success) {
    return role.data;
  }
  context.addIssue({
    code: 'custom',
    message:
      name === 'owner'
        ? "the role 'owner' cannot be given: people have it on the entities that the catalog says are theirs"
        : `'${name}' is not a role; the roles are ${assignableRoleSchema.options.join(', ')}`,
  });
  return z.NEVER;
});

const assignmentsSchema = z
  .array(
    z.strictObject({
      role: roleNameSchema,
      members: z
        .array(memberSchema)
        .min(1, "must name at least one user or group, or '*'"),
    }),
  )
  .min(1, 'must give at least one role to somebody')
  .superRefine((assignments, context) => {
    assignments.forEach(({ role }, index) => {
      const first = assignments.findIndex(other => other.role === role);
      if (first !== index) {
        context.addIssue({
          code: 'custom',
          path: [index, 'role'],
          message: `'${role}' is listed twice; add these members to permission.roles[${first}].members`,
        });
      }
    });
  });

/**
 * Reads `permission.roles`, and makes sure that permissions are enforced at all.
 *
 * @throws InputError naming the key of everything that is wrong
 */
export function readRoleAssignments(
  config: RootConfigService,
): RoleAssignment[] {
  if (config.getOptionalBoolean('permission.enabled') !== true) {
    throw new InputError(
      'permission.enabled must be true: without it nothing is checked and everyone may do everything',
    );
  }
  if (!config.has('permission.roles')) {
    throw new InputError(
      'permission.roles is missing: nobody would be allowed to do anything',
    );
  }
  return readTypedConfig(config, 'permission.roles', assignmentsSchema);
}
