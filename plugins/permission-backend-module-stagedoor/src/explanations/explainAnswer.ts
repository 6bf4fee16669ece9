import { Entity } from '@backstage/catalog-model';
import {
  Explanation,
  ExplanationQuestion,
  Role,
} from '@stagedoor/plugin-roles-common';
import { RoleAssignment } from '../config/readRoleAssignments';
import { getTitle } from '../membership/getTitle';
import { RoleHolding } from '../membership/RoleHoldings';
import { findEntriesOf } from '../policy/decide';
import { DeclaredPermission } from '../table/PermissionTable';
import { describeOwner, listOwnerRefs } from './readSubject';
import { sayHowToGet } from './sayHowToGet';
import { sayWhyAllowed } from './sayWhyAllowed';
import { joinWords, sayRoles, sayWhoMay } from './sentences';

/** A question about a declared permission, decided. */
export interface DecidedQuestion {
  question: ExplanationQuestion;
  declared: DeclaredPermission;
  /** The entity it is about, if it is about one; the asker may see it. */
  entity: Entity | undefined;
  isAllowed: boolean;
}

/** What explanations draw on; entities only as far as the asker may see them. */
export interface ExplanationContext {
  holding: RoleHolding;
  assignments: readonly RoleAssignment[];
  visible: Map<string, Entity>;
}

/** Explains a decision on something the asker may know about. */
export function explainAnswer(
  { question, declared, entity, isAllowed }: DecidedQuestion,
  { holding, assignments, visible }: ExplanationContext,
): Explanation {
  const resource = entity && getTitle(entity);
  const ownerRefs = entity ? listOwnerRefs(entity) : [];
  const ownedThrough = ownerRefs.find(ref =>
    holding.ownershipEntityRefs.includes(ref),
  );
  const owners = ownerRefs.flatMap(
    ref => describeOwner(ref, visible, holding.userEntityRef) ?? [],
  );
  const common = {
    ...describeQuestion(question, declared),
    yourRoles: listRoles(holding, ownedThrough !== undefined),
    ...(entity ? { owners } : {}),
  };
  if (isAllowed) {
    return {
      ...common,
      decision: 'allowed',
      because: sayWhyAllowed(declared, resource, holding, {
        ownedThrough: owners.find(owner => owner.entityRef === ownedThrough),
        isOwner: ownedThrough !== undefined,
      }),
    };
  }

  const sentences = [sayWhoMay(declared, resource), sayRoles(common.yourRoles)];
  const isAboutOwner = declared.entries.some(({ role }) => role === 'owner');
  if (resource && isAboutOwner && ownerRefs.length === 0) {
    sentences.push(`${resource} has no owner.`);
  } else if (resource && isAboutOwner && owners.length > 0) {
    sentences.push(
      `${resource} is owned by ${joinWords(owners.map(owner => owner.title))}.`,
    );
  }
  if (question.resourceRef === undefined && mayOnSome(holding, declared)) {
    sentences.push('You may on some: ask about one in particular.');
  } else if (question.resourceRef !== undefined && !entity) {
    sentences.push('This one is not such a case, or does not exist.');
  }
  return {
    ...common,
    decision: 'denied',
    because: sentences.join(' '),
    howToGet: sayHowToGet(declared, owners, {
      assignments,
      visible,
      askerRef: holding.userEntityRef,
    }),
  };
}

/** The one answer for an entity that is hidden from the asker and for one that does not exist. */
export function explainUnseen(
  question: ExplanationQuestion,
  declared: DeclaredPermission,
  holding: RoleHolding,
): Explanation {
  return {
    ...describeQuestion(question, declared),
    yourRoles: listRoles(holding, false),
    decision: 'denied',
    because: `There is no ${question.resourceRef} that you may see.`,
    howToGet:
      'Check how it is written. If it does exist, somebody who can see it has to give you access.',
  };
}

/** The answer for a name that is in no table. */
export function explainUndeclared(
  question: ExplanationQuestion,
  holding: RoleHolding,
): Explanation {
  return {
    ...question,
    title: question.permission,
    yourRoles: listRoles(holding, false),
    neededRoles: [],
    decision: 'denied',
    because: `No plugin has declared the permission ${question.permission}, so it is denied to everyone.`,
    howToGet:
      'Check how it is written. If a plugin does ask for it, that plugin has to declare it in the table of roles and permissions.',
  };
}

function describeQuestion(
  question: ExplanationQuestion,
  declared: DeclaredPermission,
): Pick<Explanation, 'permission' | 'resourceRef' | 'title' | 'neededRoles'> {
  return {
    ...question,
    title: declared.title,
    neededRoles: declared.entries.map(({ role }) => role),
  };
}

function listRoles(holding: RoleHolding, isOwner: boolean): Role[] {
  return [...holding.roles.keys(), ...(isOwner ? (['owner'] as const) : [])];
}

function mayOnSome(holding: RoleHolding, declared: DeclaredPermission) {
  return findEntriesOf(holding, declared).length > 0;
}
