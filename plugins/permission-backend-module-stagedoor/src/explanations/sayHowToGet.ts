import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  AssignableRole,
  ExplainedOwner,
  roleDescriptions,
} from '@stagedoor/plugin-roles-common';
import { EVERYONE, RoleAssignment } from '../config/readRoleAssignments';
import { getTitle } from '../membership/getTitle';
import { DeclaredPermission } from '../table/PermissionTable';
import { listPeople } from './readSubject';
import { joinWords, nameRole } from './sentences';

/** What a sentence about the way to a permission may draw on; entities only as far as the asker may see them. */
export interface WayInContext {
  assignments: readonly RoleAssignment[];
  visible: Map<string, Entity>;
  askerRef: string;
}

/** The roles worth asking for, easiest first. The others come with a job, not with a wish. */
const rolesToSuggest: AssignableRole[] = ['viewer', 'developer'];

/** The users and groups whose names {@link sayHowToGet} may need. */
export function listRefsForWaysIn(
  assignments: readonly RoleAssignment[],
): string[] {
  return assignments.flatMap(({ members }) =>
    members.filter(member => member !== EVERYONE),
  );
}

/** Says what somebody who was denied can do about it. */
export function sayHowToGet(
  declared: DeclaredPermission,
  owners: ExplainedOwner[],
  context: WayInContext,
): string {
  const sentences: string[] = [];
  const roles = new Set(declared.entries.map(({ role }) => role));
  if (roles.has('owner') && owners.length > 0) {
    sentences.push(sayAskOwners(owners, context.askerRef));
  }
  const suggested = rolesToSuggest.find(role =>
    declared.entries.some(
      entry => entry.role === role && entry.allowance === 'always',
    ),
  );
  if (suggested) {
    sentences.push(sayJoin(suggested, context));
  }
  if (sentences.length === 0 || suggested) {
    sentences.push(
      sayAskPlatformEngineers(
        suggested ? 'for that role' : 'to do it',
        context,
      ),
    );
  }
  return sentences.join(' ');
}

function sayAskOwners(owners: ExplainedOwner[], askerRef: string): string {
  const names = owners.map(({ entityRef, title, people }) => {
    const examples = people
      .filter(person => person.entityRef !== askerRef)
      .map(person => person.title);
    return parseEntityRef(entityRef).kind === 'group' && examples.length > 0
      ? `${title} (for example ${examples.join(', ')})`
      : title;
  });
  return `Ask ${joinWords(names)} to do it, or to add you to the team.`;
}

function sayJoin(role: AssignableRole, context: WayInContext): string {
  const groups = listMembers(role, context)
    .filter(({ kind }) => kind === 'Group')
    .map(getTitle);
  return groups.length > 0
    ? `Members of ${joinWords(groups)} are ${roleDescriptions[role].plural}.`
    : `You would have to be ${nameRole(role)}.`;
}

function sayAskPlatformEngineers(
  request: string,
  context: WayInContext,
): string {
  const people = listMembers('platform-engineer', context).flatMap(entity =>
    entity.kind === 'Group'
      ? listPeople(entity, context.askerRef).map(({ title }) => title)
      : [entity.metadata.name],
  );
  const examples = [...new Set(people)].slice(0, 3);
  return examples.length > 0
    ? `Ask a platform engineer ${request}, for example ${examples.join(', ')}.`
    : `Ask a platform engineer ${request}.`;
}

function listMembers(role: AssignableRole, context: WayInContext): Entity[] {
  const members =
    context.assignments.find(assignment => assignment.role === role)?.members ??
    [];
  return members.flatMap(ref =>
    ref === context.askerRef ? [] : (context.visible.get(ref) ?? []),
  );
}
