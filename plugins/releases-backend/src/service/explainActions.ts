import {
  Allowed,
  releaseLifecycle,
  Version,
} from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy } from '../config';
import { Rights, sayMissing } from '../permissions/Asker';
import { allowed, Decider, mayDecide, refused } from '../policy/mayDecide';
import { sayOvertaken } from '../store/overtaking';
import { StoredRelease } from '../store/rows';

/** What the legal actions on a release depend on. */
export interface ActionFacts {
  release: StoredRelease;
  /** Absent when the configuration does not name the environment any more. */
  policy?: EnvironmentPolicy;
  rights: Rights;
  /** Has to be known only about a release that waits for approval. */
  decider?: Decider;
  /** A younger release that has reached its hosts. */
  overtakenBy?: number;
  /** The hosts of this release that do not run its version. */
  lacking: readonly string[];
  /** What all hosts of the environment run. */
  running?: Version;
  rollBackTo?: Version;
  now: number;
}

/** For each action on a release, whether the asker may, and if not, why. */
export function explainActions(facts: ActionFacts) {
  const { overtakenBy } = facts;
  const decide = explainDecide(facts);
  return {
    approve:
      decide.allowed && overtakenBy !== undefined
        ? refused(sayOvertaken(overtakenBy))
        : decide,
    reject: decide,
    cancel: explainCancel(facts),
    retry: explainRetry(facts),
    redeploy: explainRedeploy(facts),
    rollBack: explainRollBack(facts),
  };
}

/** Whether the asker may approve or reject a release now. */
export function explainDecide(
  facts: Pick<ActionFacts, 'release' | 'policy' | 'decider' | 'now'>,
): Allowed {
  const { release, policy, decider } = facts;
  if (release.state !== 'awaiting_approval' || !decider) {
    return refused('It does not wait for approval');
  }
  if (release.expiresAt && Date.parse(release.expiresAt) <= facts.now) {
    return refused('The time to approve it is over');
  }
  if (release.decidedByMe) {
    return refused('You have decided about it already');
  }
  return policy
    ? mayDecide(release, policy, decider)
    : refused('Its environment is not configured any more');
}

function explainCancel({ release, rights }: ActionFacts): Allowed {
  if (releaseLifecycle.isTerminal(release.state)) {
    return refused('It has ended');
  }
  if (release.cancelRequested) {
    return refused('It is being stopped');
  }
  return rights.cancel
    ? allowed
    : refused(sayMissing('cancel', release.component));
}

function explainRetry(facts: ActionFacts): Allowed {
  const { release, lacking } = facts;
  if (!['failed', 'errored', 'cancelled'].includes(release.state)) {
    return refused(
      releaseLifecycle.isTerminal(release.state)
        ? 'Only a release that failed, broke or was cancelled can be tried again'
        : 'It has not ended yet',
    );
  }
  if (lacking.length === 0) {
    return refused('Every host runs its version');
  }
  return explainCreate(facts);
}

function explainRedeploy(facts: ActionFacts): Allowed {
  const { release, running } = facts;
  return running?.commit === release.version.commit
    ? explainRight(facts, 'create')
    : refused('Its version is not what runs on all hosts now');
}

function explainRollBack(facts: ActionFacts): Allowed {
  const { release, rollBackTo } = facts;
  if (!releaseLifecycle.isTerminal(release.state)) {
    return refused('It has not ended yet');
  }
  return rollBackTo
    ? explainRight(facts, 'rollBack')
    : refused('There is no earlier version that is still there');
}

function explainCreate(facts: ActionFacts): Allowed {
  return explainRight(
    facts,
    facts.release.kind === 'rollback' ? 'rollBack' : 'create',
  );
}

function explainRight(facts: ActionFacts, right: keyof Rights): Allowed {
  const { rights, release } = facts;
  return rights[right]
    ? allowed
    : refused(sayMissing(right, release.component));
}
