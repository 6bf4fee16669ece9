import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { listOvertaken, sayOvertaken } from './overtaking';
import { readApprovals } from './ReleaseReader';
import { StoredApproval } from './rows';
import { addEvent, LockedRelease, lockRelease, transition } from './transition';

/** What a person says about a release. */
export interface Decision {
  release: number;
  by: string;
  decision: 'approved' | 'rejected';
  comment?: string;
  planHash: string;
}

/**
 * Records a decision, and what follows from all of them.
 *
 * @param isEnough - says whether the approvals so far suffice
 */
export async function decideRelease(
  trx: Knex.Transaction,
  decision: Decision,
  isEnough: (approvals: StoredApproval[]) => Promise<boolean>,
): Promise<void> {
  const release = await lockRelease(trx, decision.release);
  const approvals = await readApprovals(trx, release.id);
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
  if (await isEnough(await readApprovals(trx, release.id))) {
    await transition(trx, release, {
      event: 'approve',
      by: decision.by,
      text: `Approved${words}`,
    });
    return;
  }
  await addEvent(trx, release.id, {
    event: 'approval',
    by: decision.by,
    text: `Approved, and more have to${words}`,
  });
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
