import {
  ExplainedOwner,
  roleDescriptions,
} from '@stagedoor/plugin-roles-common';
import { RoleHolding } from '../membership/RoleHoldings';
import { findEntriesOf } from '../policy/decide';
import { DeclaredPermission } from '../table/PermissionTable';
import { ownedEntity } from '../table/ownedEntity';
import { nameRole, sayPhrase } from './sentences';

/** "You may refresh payments-api, because you own it through Payments." */
export function sayWhyAllowed(
  declared: DeclaredPermission,
  resource: string | undefined,
  holding: RoleHolding,
  ownership: { isOwner: boolean; ownedThrough: ExplainedOwner | undefined },
): string {
  const start = `You may ${sayPhrase(declared, resource)}, because`;
  const entries = findEntriesOf(holding, declared);
  const always = entries.find(({ allowance }) => allowance === 'always');
  if (always) {
    return `${start} you are ${nameRole(always.role)}.`;
  }
  const isByOwnership = entries.some(
    ({ allowance }) => allowance === ownedEntity,
  );
  if (isByOwnership && ownership.isOwner) {
    const { ownedThrough } = ownership;
    return ownedThrough && ownedThrough.entityRef !== holding.userEntityRef
      ? `${start} you own it through ${ownedThrough.title}.`
      : `${start} you own it.`;
  }
  const [entry] = entries;
  return entry && entry.allowance !== 'always'
    ? `${start} ${roleDescriptions[entry.role].plural} may, ${entry.allowance.restriction}.`
    : `${start} the policy allows it.`;
}
