import type { Allowed, Release } from '@stagedoor/plugin-releases-common';

/** What can be done about a release from its page. Rejecting is part of reviewing it. */
export type ActionName =
  'approve' | 'cancel' | 'retry' | 'rollBack' | 'redeploy';

/**
 * Which actions have a place on the page in a state, the one that is asked for most first. Whether each is allowed is
 * for the server to say.
 */
const actionsOf: Readonly<Record<Release['state'], readonly ActionName[]>> = {
  awaiting_approval: ['approve', 'cancel'],
  queued: ['cancel'],
  running: ['cancel'],
  succeeded: ['rollBack', 'redeploy'],
  failed: ['retry', 'rollBack'],
  errored: ['retry', 'rollBack'],
  cancelled: ['retry', 'rollBack'],
  rejected: [],
  expired: [],
};

/** The actions that stand on the page of a release now. */
export function offerActions(
  release: Release,
  stopping: string,
): { name: ActionName; allowed: Allowed }[] {
  const { actions, state, cancelRequested } = release;
  return actionsOf[state].map(name => ({
    name,
    allowed:
      name === 'cancel' && cancelRequested
        ? { allowed: false, reason: stopping }
        : allowedOf(name, actions),
  }));
}

/** Whoever may only say no may open the review as well. */
function allowedOf(name: ActionName, actions: Release['actions']): Allowed {
  return name === 'approve' && actions.reject.allowed
    ? actions.reject
    : actions[name];
}
