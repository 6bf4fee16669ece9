import {
  releaseLifecycle,
  ReleasePlan,
  ReleaseState,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { EnvironmentPolicy } from '../config';

/** A release of one place that has not ended. */
export interface OpenRelease {
  id: number;
  state: ReleaseState;
  commit: string;
  requested_by: string;
  plan: ReleasePlan;
}

/** Lists what runs or waits for a component and environment, what runs first. */
export async function listOpenAt(
  knex: Knex,
  { component, environment }: Pick<ReleasePlan, 'component' | 'environment'>,
): Promise<OpenRelease[]> {
  return knex('releases')
    .where({ component, environment })
    .whereIn('state', ['awaiting_approval', 'queued', 'running'])
    .orderByRaw("state = 'running' DESC, id")
    .select('id', 'state', 'commit', 'requested_by', 'plan');
}

/** Why a release cannot be asked for beside those that are open; undefined if it can. */
export function explainTaken(
  open: readonly OpenRelease[],
  plan: ReleasePlan,
  whenBusy: EnvironmentPolicy['whenBusy'],
): string | undefined {
  const [holder] = open;
  if (whenBusy === 'refuse' && holder) {
    return `${plan.environment} takes one release of a component at a time, and #${holder.id}, asked for by ${holder.requested_by}, is not done: ${releaseLifecycle.states[holder.state].title.toLowerCase()}`;
  }
  const same = open.find(
    release =>
      release.state !== 'running' &&
      release.commit === plan.version.commit &&
      listHosts(release.plan) === listHosts(plan),
  );
  return same && plan.kind !== 'redeploy' && whenBusy !== 'supersede'
    ? `Release #${same.id} of the same version already waits for ${plan.environment}`
    : undefined;
}

function listHosts(plan: ReleasePlan): string {
  return plan.hosts
    .map(({ ref }) => ref)
    .sort()
    .join(' ');
}
