import { Knex } from 'knex';

/** Somebody whose approval does not count any more, and why. */
export interface LostApproval {
  by: string;
  reason: string;
}

/** Notes that approvals do not count any more, for good: the same people may give them again. */
export async function voidApprovals(
  trx: Knex.Transaction,
  release: number,
  lost: readonly LostApproval[],
): Promise<void> {
  for (const { by, reason } of lost) {
    await trx('release_approvals')
      .where({ release_id: release, by_ref: by, decision: 'approved' })
      .whereNull('void_reason')
      .update({ void_reason: reason });
  }
}
