import { Role, roleDescriptions } from '@stagedoor/plugin-roles-common';
import { DeclaredPermission, TableEntry } from '../table/PermissionTable';
import { ownedEntity } from '../table/ownedEntity';

/** "a, b and c" */
export function joinWords(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** "a developer", "an auditor" */
export function nameRole(role: Role): string {
  const { singular } = roleDescriptions[role];
  return `${/^[aeiou]/.test(singular) ? 'an' : 'a'} ${singular}`;
}

/** "You are a developer and an auditor." */
export function sayRoles(roles: Role[]): string {
  return roles.length === 0
    ? 'You have no role.'
    : `You are ${joinWords(roles.map(nameRole))}.`;
}

/** What a permission allows, inside a sentence: "refresh payments-api". */
export function sayPhrase(
  declared: DeclaredPermission,
  resource: string | undefined,
): string {
  const plain =
    declared.title.charAt(0).toLowerCase() + declared.title.slice(1);
  if (resource === undefined) {
    return plain;
  }
  return declared.phrase
    ? // A function, because a name may hold what a replacement string would interpret.
      declared.phrase.replace('{resource}', () => resource)
    : `${plain} (${resource})`;
}

/** The restriction worth saying; that an owner must own it goes without. */
export function findRestriction({
  role,
  allowance,
}: TableEntry): string | undefined {
  return allowance === 'always' ||
    (role === 'owner' && allowance === ownedEntity)
    ? undefined
    : allowance.restriction;
}

/** "Only owners and platform engineers may refresh payments-api." */
export function sayWhoMay(
  declared: DeclaredPermission,
  resource: string | undefined,
): string {
  const phrase = sayPhrase(declared, resource);
  if (declared.entries.length === 0) {
    return `No role may ${phrase}.`;
  }
  const holders = declared.entries.map(entry => {
    const { plural } = roleDescriptions[entry.role];
    const restriction = findRestriction(entry);
    return restriction ? `${plural} (${restriction})` : plural;
  });
  return `Only ${joinWords(holders)} may ${phrase}.`;
}
