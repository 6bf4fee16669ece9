import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  GrantEvent,
  grantLifecycle,
  GrantState,
  PinnedHost,
} from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { endSessionsOf } from '../sessions/endSessionsOf';
import { addEvent } from './events';
import { lockRequest, moveRequest } from './lockRequest';
import { wantProviders } from './ProviderOutbox';

/** What a change of state needs to know of a grant. */
export interface LockedGrant {
  id: number;
  request_id: number;
  state: GrantState;
  holder: string;
  hosts: PinnedHost[];
  host_owners: string[];
  account: string;
  ends_at: Date;
  /** By the database's clock at this moment, not at the start of the transaction. */
  seconds_left: number;
}

/**
 * Keeps a grant from changing until the transaction ends.
 *
 * @param strength - `share` lets others look at the same time, `update` nobody
 */
export async function lockGrant(
  trx: Knex.Transaction,
  id: number,
  strength: 'share' | 'update' = 'update',
): Promise<LockedGrant> {
  const query = trx('grants').where({ id });
  await (strength === 'share' ? query.forShare() : query.forUpdate()).first(
    'id',
  );
  // Read after the lock: whoever waited for it sees the clock of now.
  const grant = await trx('grants')
    .where({ id })
    .first(
      'id',
      'request_id',
      'state',
      'holder',
      'hosts',
      'host_owners',
      'account',
      'ends_at',
      trx.raw(
        'extract(epoch FROM ends_at - clock_timestamp())::float8 AS seconds_left',
      ),
    );
  if (!grant) {
    throw new NotFoundError(`There is no grant #${id}`);
  }
  return grant;
}

/** Whether a locked grant lets its holder in. */
export function isUsable(grant: LockedGrant): boolean {
  return grant.state === 'active' && grant.seconds_left > 0;
}

/**
 * Ends a grant for good: with it end its certificates and sessions, the requests to prolong it, and what providers
 * allow.
 *
 * @param isWanted - asked under the lock
 * @returns whether it was wanted
 * @throws ConflictError if it is over already
 */
export async function endGrant(
  trx: Knex.Transaction,
  id: number,
  end: {
    event: Exclude<GrantEvent, 'activate'>;
    by?: string;
    because: string;
  },
  isWanted: (grant: LockedGrant) => boolean = () => true,
): Promise<boolean> {
  await endExtensions(trx, id);
  const grant = await lockGrant(trx, id);
  if (!isWanted(grant)) {
    return false;
  }
  const to = grantLifecycle.next(grant.state, end.event);
  if (!to) {
    throw new ConflictError(
      `Grant #${id} is over already: ${grantLifecycle.states[grant.state].title.toLowerCase()}`,
    );
  }
  // Who asks for more time locks the grant: one may have come while this waited for it, and none can from here on.
  await endExtensions(trx, id, { isLate: true });
  const now = trx.raw('clock_timestamp()');
  await trx('grants')
    .where({ id, state: grant.state })
    .update({
      state: to,
      ended_at: now,
      ended_by: end.by ?? null,
      ended_because: end.because,
    });
  await trx('certificates')
    .where({ grant_id: id })
    .whereNull('revoked_at')
    .whereRaw('valid_to > clock_timestamp()')
    .update({ revoked_at: now });
  await endSessionsOf(trx, id, end);
  await wantProviders(trx, id, 'gone');
  await addEvent(trx, {
    grant: id,
    request: grant.request_id,
    event: end.event,
    by: end.by,
    text:
      end.event === 'revoke' && end.by
        ? `Revoked: ${end.because}`
        : end.because,
  });
  return true;
}

/**
 * Requests are locked before grants everywhere, so that nobody waits for each other.
 *
 * @param when - `isLate` once the grant is locked: then it waits for no request, whose reviewer may wait for the grant
 */
async function endExtensions(
  trx: Knex.Transaction,
  grant: number,
  when: { isLate: boolean } = { isLate: false },
): Promise<void> {
  const pending = trx('requests')
    .where({ extends_grant: grant, state: 'pending' })
    .orderBy('id')
    .select('id');
  const rows: Array<{ id: number }> = await (when.isLate
    ? pending.forUpdate().skipLocked()
    : pending);
  for (const { id } of rows) {
    const request = await lockRequest(trx, id);
    if (request.state === 'pending') {
      const text = 'The access that it would have prolonged is over';
      await moveRequest(trx, request, { event: 'cancel', text });
    }
  }
}
