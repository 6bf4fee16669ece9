import { Knex } from 'knex';

/** Has every live session of a grant ended: bastions hear it in the answer to what they send next. */
export async function endSessionsOf(
  trx: Knex.Transaction,
  grant: number,
  end: { by?: string; because: string },
): Promise<void> {
  await trx('sessions')
    .where({ grant_id: grant, state: 'active' })
    .whereNull('terminate_at')
    .update({
      terminate_at: trx.fn.now(),
      terminate_by: end.by ?? null,
      ended_because: end.because,
    });
}
