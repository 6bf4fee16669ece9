import {
  BasicPermission,
  PermissionCondition,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { AssignableRole, Role } from '@stagedoor/plugin-roles-common';

/**
 * The person whose request is being decided.
 *
 * @public
 */
export interface RoleHolder {
  userEntityRef: string;
  /** The person and the groups through which they own things in the catalog. */
  ownershipEntityRefs: string[];
}

/**
 * Allows a role only on some resources. The plugin that owns the resource type evaluates the conditions, so lists are
 * filtered by the same rule that guards a single resource.
 *
 * @public
 */
export interface ConditionalAllowance {
  /** The backend plugin that registered the resource type and its rules. */
  pluginId: string;
  /** Must be the resource type of the permission. */
  resourceType: string;
  /** Follows the role in brackets: "developers (if they started it themselves)". */
  restriction: string;
  /** Builds the conditions for one person. Pure: it is called on every decision. */
  createConditions(holder: RoleHolder): PermissionCriteria<PermissionCondition>;
}

/**
 * How far a role may use a permission: on everything, on entities of the catalog that the person owns, or where a
 * condition holds.
 *
 * @public
 */
export type Allowance = 'always' | 'owner' | ConditionalAllowance;

interface RegistrationWords {
  /** Imperative and short: "Refresh an entity". */
  title: string;
  /** One sentence: what somebody with this permission can do. */
  description: string;
  /**
   * The title inside a sentence, with `{resource}` where the name of the resource belongs: "refresh {resource}".
   * Defaults to the title followed by the resource.
   */
  phrase?: string;
}

/**
 * A permission on nothing in particular.
 *
 * @public
 */
export interface BasicPermissionRegistration extends RegistrationWords {
  permission: BasicPermission;
  allow: Partial<Record<AssignableRole, 'always'>>;
}

/**
 * A permission on resources of one type. `owner: 'owner'` lets whoever owns the entity use it, whatever else they are;
 * `developer: 'owner'` lets developers use it on entities they own.
 *
 * @public
 */
export interface ResourcePermissionRegistration extends RegistrationWords {
  permission: ResourcePermission;
  allow: Partial<Record<AssignableRole, Allowance>> &
    Partial<Record<Extract<Role, 'owner'>, 'owner' | ConditionalAllowance>>;
}

/**
 * One row of the table of roles and permissions.
 *
 * @public
 */
export type PermissionRegistration =
  BasicPermissionRegistration | ResourcePermissionRegistration;
