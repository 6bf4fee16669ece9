import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { ConditionalAllowance } from '@stagedoor/plugin-roles-node';
import { RoleHolding } from '../membership/RoleHoldings';
import { DeclaredPermission, TableEntry } from '../table/PermissionTable';

/** The entries of a permission that apply to a person: those of their roles, and that of the owner. */
export function findEntriesOf(
  holding: RoleHolding,
  declared: DeclaredPermission,
): TableEntry[] {
  return declared.entries.filter(
    // Whether somebody is an owner depends on the resource, so its condition decides.
    ({ role }) => role === 'owner' || holding.roles.has(role),
  );
}

/**
 * Decides one permission for one person: allowed if any of their roles always may, else allowed where any condition of
 * theirs holds, else denied.
 */
export function decide(
  holding: RoleHolding,
  declared: DeclaredPermission,
): PolicyDecision {
  const entries = findEntriesOf(holding, declared);
  if (entries.some(({ allowance }) => allowance === 'always')) {
    return { result: AuthorizeResult.ALLOW };
  }
  const allowances = entries
    .map(({ allowance }) => allowance)
    .filter(
      (allowance): allowance is ConditionalAllowance => allowance !== 'always',
    );
  // Two roles may be held to the same condition; asking once is enough.
  const [first, ...others] = [...new Set(allowances)];
  if (!first) {
    return { result: AuthorizeResult.DENY };
  }
  const firstConditions = first.createConditions(holding);
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: first.pluginId,
    resourceType: first.resourceType,
    conditions:
      others.length === 0
        ? firstConditions
        : {
            anyOf: [
              firstConditions,
              ...others.map(other => other.createConditions(holding)),
            ],
          },
  };
}
