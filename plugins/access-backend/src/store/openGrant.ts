import { ConflictError } from '@backstage/errors';
import { GrantState, PinnedHost } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { sayMinutes } from '../words/sayMinutes';
import { addEvent } from './events';
import { isUsable, lockGrant } from './lockGrant';
import { wantProviders } from './ProviderOutbox';
import { StoredRequest } from './StoredRequest';

/** What the approvals of a request, taken together, allow. */
export interface Scope {
  minutes: number;
  hosts: PinnedHost[];
}

/** Opens the grant of a request that is approved in the same transaction, or prolongs the one that it is about. */
export async function openGrant(
  trx: Knex.Transaction,
  request: StoredRequest,
  scope: Scope,
  providers: readonly string[],
): Promise<number> {
  if (request.extends !== undefined) {
    const prolonged = await prolong(trx, request, scope, providers);
    if (prolonged !== undefined) {
      return prolonged;
    }
  }
  const starts = `greatest(coalesce(?::timestamptz, now()), now())`;
  const from = [request.startsAt ?? null];
  const [{ id, state }]: Array<{ id: number; state: GrantState }> = await trx(
    'grants',
  )
    .insert({
      request_id: request.id,
      state: trx.raw(
        `CASE WHEN coalesce(?::timestamptz, now()) > now()
          THEN 'scheduled' ELSE 'active' END`,
        from,
      ),
      holder: request.requestedBy,
      hosts: JSON.stringify(scope.hosts),
      host_refs: scope.hosts.map(({ ref }) => ref),
      host_owners: request.hostOwners,
      account: request.account,
      starts_at: trx.raw(starts, from),
      ends_at: trx.raw(`${starts} + make_interval(mins => ?)`, [
        ...from,
        scope.minutes,
      ]),
      checked_at: trx.raw('clock_timestamp()'),
    })
    .returning(['id', 'state']);
  if (state === 'active') {
    await wantProviders(trx, id, { active: providers });
  }
  await addEvent(trx, {
    grant: id,
    request: request.id,
    event: 'open',
    text: `Access for ${sayMinutes(scope.minutes)} ${state === 'active' ? 'has begun' : 'is going to begin'}`,
  });
  return id;
}

/** @returns undefined if the grant has run out meanwhile: then it takes a new one */
async function prolong(
  trx: Knex.Transaction,
  request: StoredRequest,
  scope: Scope,
  providers: readonly string[],
): Promise<number | undefined> {
  const grant = await lockGrant(trx, request.extends ?? 0);
  if (grant.state === 'revoked' || grant.state === 'ended') {
    throw new ConflictError(
      `Grant #${grant.id}, which this would prolong, was ${grant.state === 'revoked' ? 'taken away' : 'given back'}: ask for access anew`,
    );
  }
  if (!isUsable(grant) && grant.state !== 'scheduled') {
    return undefined;
  }
  await trx('grants')
    .where({ id: grant.id, state: grant.state })
    .update({
      ends_at: trx.raw('ends_at + make_interval(mins => ?)', [scope.minutes]),
      warned_at: null,
    });
  if (grant.state === 'active') {
    await wantProviders(trx, grant.id, { active: providers });
  }
  await addEvent(trx, {
    grant: grant.id,
    request: request.id,
    event: 'prolong',
    text: `Prolonged by ${sayMinutes(scope.minutes)}, as request #${request.id} asked`,
  });
  return grant.id;
}
