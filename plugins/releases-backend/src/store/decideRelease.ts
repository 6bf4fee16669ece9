import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { listOvertaken, sayOvertaken } from './overtaking';
import { readApprovals } from './ReleaseReader';
import { StoredApproval } from './rows';
import { addEvent, LockedRelease, lockRelease, transition } from './transition';
import { LostApproval, voidApprovals } from './voidApprovals';

/** What a person says about a release. */
export interface Decision {
  release: number;
  by: string;
  decision: 'approved' | 'rejected';
  comment?: string;
  planHash: string;
}

/** What the approvals of a release are worth together. */
export interface ApprovalsVerdict {
  isEnough: boolean;
  /** Those that would be needed and do not count. */
  lost: readonly LostApproval[];
}

/** Judges the approvals of a release that are not void. */
export type JudgeApprovals = (
  approvals: StoredApproval[],
) => Promise<ApprovalsVerdict>;

/** Records a decision, and what follows from all of them. */
export async function decideRelease(
  trx: Knex.Transaction,
  decision: Decision,
  judge: JudgeApprovals,
): Promise<void> {
  const release = await lockRelease(trx, decision.release);
  const approvals = await readStanding(trx, release.id);
  const before = approvals.find(({ by }) => by === decision.by);
  if (before) {
    if (before.decision === decision.decision) {
      return;
    }
    throw new ConflictError(
      `You have ${before.decision} release #${release.id} before, and a decision cannot be changed`,
    );
  }
  refuseIfOver(release, decision);
  if (decision.decision === 'approved') {
    await refuseIfOvertaken(trx, release.id);
  }
  await trx('release_approvals').insert({
    release_id: release.id,
    by_ref: decision.by,
    decision: decision.decision,
    comment: decision.comment ?? null,
    plan_hash: decision.planHash,
  });
  const words = decision.comment ? `: ${decision.comment}` : '';
  if (decision.decision === 'rejected') {
    await transition(trx, release, {
      event: 'reject',
      by: decision.by,
      text: `Rejected${words}`,
      set: { outcome: `Rejected by ${decision.by}${words}` },
    });
    return;
  }
  const verdict = await judge(await readStanding(trx, release.id));
  if (verdict.isEnough) {
    await transition(trx, release, {
      event: 'approve',
      by: decision.by,
      text: `Approved${words}`,
    });
    return;
  }
  await voidApprovals(trx, release.id, verdict.lost);
  await addEvent(trx, release.id, {
    event: 'approval',
    by: decision.by,
    text: `Approved, and more have to${words}`,
  });
}

async function readStanding(
  trx: Knex.Transaction,
  id: number,
): Promise<StoredApproval[]> {
  const approvals = await readApprovals(trx, id);
  return approvals.filter(({ voidReason }) => voidReason === undefined);
}

async function refuseIfOvertaken(
  trx: Knex.Transaction,
  id: number,
): Promise<void> {
  const [overtaken] = await listOvertaken(trx, { id });
  if (overtaken) {
    throw new ConflictError(
      `Release #${id} cannot be approved any more: ${sayOvertaken(overtaken.by)}`,
    );
  }
}

function refuseIfOver(release: LockedRelease, decision: Decision): void {
  if (release.state === 'awaiting_approval' && release.is_due) {
    throw new ConflictError(
      `The request for approval of release #${release.id} has expired: ask for the release again`,
    );
  }
  if (release.state !== 'awaiting_approval') {
    throw new ConflictError(
      `Release #${release.id} does not wait for approval any more: it is ${release.state}`,
    );
  }
  if (release.plan_hash !== decision.planHash) {
    throw new ConflictError(
      `Release #${release.id} is not what you were shown: read it again, then decide`,
    );
  }
}
