import { Permission } from '@backstage/plugin-permission-common';
import { Role, roleSchema } from '@stagedoor/plugin-roles-common';
import {
  ConditionalAllowance,
  PermissionRegistration,
  RolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';
import { ownedEntity } from './ownedEntity';

/** How far one role may use one permission, with `owner` spelled out. */
export interface TableEntry {
  role: Role;
  allowance: 'always' | ConditionalAllowance;
}

/** One declared permission, ready to be decided on. */
export interface DeclaredPermission {
  permission: Permission;
  title: string;
  description: string;
  phrase: string | undefined;
  /** In the order of the roles; roles that are absent are denied. */
  entries: TableEntry[];
}

/**
 * The one table of roles and permissions: filled by plugins while the backend starts, read by every decision, every
 * explanation and the page that shows it.
 */
export class PermissionTable implements RolesExtensionPoint {
  readonly #rows = new Map<string, DeclaredPermission>();

  addPermissions(registrations: readonly PermissionRegistration[]): void {
    for (const registration of registrations) {
      const { permission, title, description, phrase } = registration;
      if (this.#rows.has(permission.name)) {
        throw new Error(
          `The permission '${permission.name}' is declared twice; each belongs to one plugin`,
        );
      }
      this.#rows.set(permission.name, {
        permission,
        title,
        description,
        phrase,
        entries: readEntries(registration),
      });
    }
  }

  find(permissionName: string): DeclaredPermission | undefined {
    return this.#rows.get(permissionName);
  }

  list(): DeclaredPermission[] {
    return [...this.#rows.values()];
  }
}

function readEntries(registration: PermissionRegistration): TableEntry[] {
  const { permission, allow } = registration;
  const refuse = (problem: string): never => {
    throw new Error(
      `The declaration of the permission '${permission.name}' cannot be enforced: ${problem}`,
    );
  };
  const allowances = new Map(Object.entries(allow));
  const unknown = [...allowances.keys()].find(
    role => !roleSchema.safeParse(role).success,
  );
  if (unknown !== undefined) {
    refuse(`'${unknown}' is not a role`);
  }

  const entries = roleSchema.options.flatMap((role): TableEntry[] => {
    const declared = allowances.get(role);
    if (declared === undefined) {
      return [];
    }
    const allowance = declared === 'owner' ? ownedEntity : declared;
    if (allowance === 'always') {
      return role === 'owner'
        ? refuse("write owner: 'owner', nobody owns everything")
        : [{ role, allowance }];
    }
    if (permission.type !== 'resource') {
      return refuse(
        `it is about no resource, so ${role} may use it 'always' or not at all`,
      );
    }
    if (allowance.resourceType !== permission.resourceType) {
      return refuse(
        `it is about a ${permission.resourceType}, but ${role} is allowed by a condition on a ${allowance.resourceType}`,
      );
    }
    return [{ role, allowance }];
  });

  const plugins = new Set(
    entries.flatMap(({ allowance }) =>
      allowance === 'always' ? [] : [allowance.pluginId],
    ),
  );
  if (plugins.size > 1) {
    refuse(
      `one plugin must evaluate all its conditions, not ${[...plugins].join(' and ')}`,
    );
  }
  return entries;
}
