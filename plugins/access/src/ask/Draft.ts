import type {
  AccessRequestSummary,
  AccessRule,
  AccessWish,
} from '@stagedoor/plugin-access-common';
import { readLocalInput, toLocalInput } from '../shared/localTime';

/** What a person is about to ask for. */
export interface Draft {
  /** Entity refs. */
  hosts: readonly string[];
  /** Absent as long as the first account that the policy allows is meant. */
  account?: string;
  minutes: number;
  /** As the form has it, in the zone of the person: `2026-03-10T14:00`. Absent: from approval. */
  startsAt?: string;
  reason: string;
  ticket: string;
}

export const emptyDraft: Draft = {
  hosts: [],
  minutes: 60,
  reason: '',
  ticket: '',
};

/** A form filled in with what was asked for before. */
export function draftOf(
  request: AccessRequestSummary,
  options: { withStart: boolean },
): Draft {
  return {
    hosts: request.hosts.map(host => host.ref),
    account: request.account,
    minutes: request.minutes,
    startsAt:
      options.withStart && request.startsAt
        ? toLocalInput(new Date(request.startsAt))
        : undefined,
    reason: request.reason,
    ticket: request.ticket ?? '',
  };
}

/** The same draft with what the policy allows of it; a link or an earlier request may have asked for something else. */
export function fitDraft(draft: Draft, rule: AccessRule): Draft {
  const account = accountOf(draft, rule);
  const minutes = Math.min(draft.minutes, rule.mostMinutes);
  const fits =
    minutes === draft.minutes &&
    (draft.account === undefined || draft.account === account);
  return fits ? draft : { ...draft, account, minutes };
}

/**
 * The part of a draft that can be previewed; undefined while no host is chosen. A reason that is not long enough yet is
 * left out: the form says so beside it, and whoever is still writing has made no mistake.
 */
export function previewOf(
  draft: Draft,
  component: string | undefined,
  shortestReason: number,
) {
  const reason = draft.reason.trim();
  return draft.hosts.length === 0
    ? undefined
    : {
        hosts: [...draft.hosts],
        account: draft.account,
        minutes: draft.minutes,
        startsAt: toIso(draft.startsAt),
        reason: reason && reason.length >= shortestReason ? reason : undefined,
        component,
      };
}

/** What is asked for, as soon as nothing is missing; undefined until then. */
export function wishOf(
  draft: Draft,
  rule: AccessRule | undefined,
  component: string | undefined,
): AccessWish | undefined {
  const account = accountOf(draft, rule);
  const ticket = draft.ticket.trim();
  if (
    !rule ||
    account === undefined ||
    findMissing(draft, rule) ||
    draft.minutes > rule.mostMinutes
  ) {
    return undefined;
  }
  return {
    hosts: [...draft.hosts],
    account,
    minutes: draft.minutes,
    startsAt: toIso(draft.startsAt),
    reason: draft.reason.trim(),
    ticket: ticket || undefined,
    component,
  };
}

/** What is still to be filled in before it can be asked for. */
export function findMissing(
  draft: Draft,
  rule: AccessRule | undefined,
): 'hosts' | 'reason' | 'ticket' | undefined {
  if (draft.hosts.length === 0) {
    return 'hosts';
  }
  if (draft.reason.trim().length < Math.max(1, rule?.shortestReason ?? 1)) {
    return 'reason';
  }
  return isTicket(draft.ticket.trim()) ? undefined : 'ticket';
}

/** The account that is meant: the chosen one if the policy allows it, otherwise the first that it does. */
export function accountOf(
  draft: Draft,
  rule: AccessRule | undefined,
): string | undefined {
  const { account } = draft;
  return account !== undefined && (!rule || rule.accounts.includes(account))
    ? account
    : rule?.accounts.at(0);
}

/** Nothing, or the address of a ticket. */
export function isTicket(text: string): boolean {
  return text === '' || /^https?:\/\/\S+$/.test(text);
}

function toIso(local: string | undefined): string | undefined {
  return local === undefined ? undefined : readLocalInput(local)?.toISOString();
}
