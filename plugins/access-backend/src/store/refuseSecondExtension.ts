import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { isUsable, lockGrant } from './lockGrant';

/**
 * Sees to it that one request at a time asks for more time for a grant: the grant is locked until the transaction ends.
 *
 * @throws ConflictError
 */
export async function refuseSecondExtension(
  trx: Knex.Transaction,
  id: number,
): Promise<void> {
  const grant = await lockGrant(trx, id);
  if (grant.state !== 'scheduled' && !isUsable(grant)) {
    throw new ConflictError('This access is over: ask for it anew');
  }
  const waiting = await trx('requests')
    .where({ extends_grant: id, state: 'pending' })
    .whereRaw('expires_at > clock_timestamp()')
    .first('id');
  if (waiting) {
    throw new ConflictError(
      `Request #${waiting.id} already asks for more time: change that one`,
    );
  }
}
