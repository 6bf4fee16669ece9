import { ConflictError } from '@backstage/errors';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { notifyWake } from '../wake/releaseWake';
import { EnvironmentPolicy } from '../config';
import { limitIdleness } from './limitIdleness';
import { noteWhatRuns } from './noteWhatRuns';
import { explainTaken, listOpenAt, OpenRelease } from './openReleases';
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

/** Records a release, and what becomes of those that are open for the same place. */
export async function createRelease(
  trx: Knex.Transaction,
  wanted: NewRelease,
): Promise<number> {
  const { plan, requestedBy } = wanted;
  await limitIdleness(trx);
  // Who is first is decided here: whoever comes next waits until this one is committed, and sees it.
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `releases ${plan.component} ${plan.environment}`,
  ]);
  const open = await listOpenAt(trx, plan);
  const taken = explainTaken(open, plan, wanted.whenBusy);
  if (taken !== undefined) {
    throw new ConflictError(taken);
  }

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
