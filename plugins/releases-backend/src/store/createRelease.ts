import { ConflictError } from '@backstage/errors';
import {
  releaseLifecycle,
  ReleasePlan,
  ReleaseState,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { notifyWake } from '../wake/releaseWake';
import { EnvironmentPolicy } from '../config';
import { limitIdleness } from './limitIdleness';
import { noteWhatRuns } from './noteWhatRuns';
import { addEvent, lockRelease, transition } from './transition';

/** A release that somebody asks for, planned and permitted. */
export interface NewRelease {
  plan: ReleasePlan;
  planHash: string;
  componentOwner: string;
  requestedBy: string;
  reason?: string;
  retryOf?: number;
  /** Absent if it needs no approval. */
  approval?: { expireAfterMs: number };
  whenBusy: EnvironmentPolicy['whenBusy'];
}

interface OpenRelease {
  id: number;
  state: ReleaseState;
  commit: string;
  requested_by: string;
  plan: ReleasePlan;
}

/** Records a release, and what becomes of those that are open for the same place. */
export async function createRelease(
  trx: Knex.Transaction,
  wanted: NewRelease,
): Promise<number> {
  const { plan, requestedBy } = wanted;
  const { component, environment } = plan;
  await limitIdleness(trx);
  // Who is first is decided here: whoever comes next waits until this one is committed, and sees it.
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `releases ${component} ${environment}`,
  ]);
  const open: OpenRelease[] = await trx('releases')
    .where({ component, environment })
    .whereIn('state', ['awaiting_approval', 'queued', 'running'])
    .orderByRaw("state = 'running' DESC, id")
    .select('id', 'state', 'commit', 'requested_by', 'plan');
  refuseIfTaken(open, wanted);

  const id = await insertRelease(trx, wanted);
  await addEvent(trx, id, {
    event: 'create',
    by: requestedBy,
    to: wanted.approval ? 'awaiting_approval' : 'queued',
    text: `Asked for ${describe(plan)}${wanted.retryOf ? `, to go on from release #${wanted.retryOf}` : ''}`,
  });
  if (wanted.whenBusy === 'supersede') {
    await supersede(trx, open, id);
  }
  await notifyWake(trx, { release: id, kind: 'state' });
  if (!wanted.approval) {
    await notifyWake(trx, { release: id, kind: 'queue' });
  }
  return id;
}

function refuseIfTaken(open: readonly OpenRelease[], wanted: NewRelease): void {
  const { plan, whenBusy } = wanted;
  const [holder] = open;
  if (whenBusy === 'refuse' && holder) {
    throw new ConflictError(
      `${plan.environment} takes one release of a component at a time, and #${holder.id}, asked for by ${holder.requested_by}, is not done: ${releaseLifecycle.states[holder.state].title.toLowerCase()}`,
    );
  }
  const same = open.find(
    release =>
      release.state !== 'running' &&
      release.commit === plan.version.commit &&
      listHosts(release.plan) === listHosts(plan),
  );
  if (same && plan.kind !== 'redeploy' && whenBusy !== 'supersede') {
    throw new ConflictError(
      `Release #${same.id} of the same version already waits for ${plan.environment}`,
    );
  }
}

function listHosts(plan: ReleasePlan): string {
  return plan.hosts
    .map(({ ref }) => ref)
    .sort()
    .join(' ');
}

async function insertRelease(
  trx: Knex.Transaction,
  wanted: NewRelease,
): Promise<number> {
  const { plan, approval } = wanted;
  const [{ id }] = await trx('releases')
    .insert({
      component: plan.component,
      component_owner: wanted.componentOwner,
      environment: plan.environment,
      kind: plan.kind,
      commit: plan.version.commit,
      label: plan.version.label ?? null,
      state: approval ? 'awaiting_approval' : 'queued',
      plan: JSON.stringify(plan),
      plan_hash: wanted.planHash,
      requested_by: wanted.requestedBy,
      reason: wanted.reason ?? null,
      retry_of: wanted.retryOf ?? null,
      queued_at: approval ? null : trx.fn.now(),
      expires_at: approval
        ? trx.raw("now() + ? * interval '1 millisecond'", [
            approval.expireAfterMs,
          ])
        : null,
    })
    .returning('id');
  await trx('release_hosts').insert(
    plan.hosts.map(host => ({
      release_id: id,
      ref: host.ref,
      name: host.name,
      batch: host.batch,
      state: 'untouched',
    })),
  );
  await noteWhatRuns(trx, id);
  return id;
}

/** Those that wait make room for a newer one. One that runs is never interrupted. */
async function supersede(
  trx: Knex.Transaction,
  open: readonly OpenRelease[],
  by: number,
): Promise<void> {
  for (const { id } of open.filter(({ state }) => state !== 'running')) {
    const release = await lockRelease(trx, id);
    // It may have started, been rejected or run out of time since we looked.
    if (release.state === 'queued' || release.state === 'awaiting_approval') {
      await transition(trx, release, {
        event: 'cancel',
        text: `Superseded by #${by}`,
        set: { superseded_by: by, outcome: `Superseded by #${by}` },
      });
    }
  }
}

function describe(plan: ReleasePlan): string {
  const version = plan.version.label ?? plan.version.commit.slice(0, 10);
  switch (plan.kind) {
    case 'rollback':
      return `a rollback to ${version} on ${plan.environment}`;
    case 'redeploy':
      return `${version} once more on ${plan.environment}`;
    default:
      return `${version} on ${plan.environment}`;
  }
}
