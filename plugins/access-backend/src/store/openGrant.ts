import { ConflictError } from '@backstage/errors';
import { PinnedHost } from '@stagedoor/plugin-access-common';
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
): Promise<void> {
  const isProlonged =
    request.extends !== undefined &&
    (await prolong(
      trx,
      { ...request, extends: request.extends },
      scope,
      providers,
    ));
  if (isProlonged) {
    return;
  }
  await trx.raw(
    `WITH opened AS (
      INSERT INTO grants (request_id, state, holder, hosts, host_refs, host_owners, account, starts_at, ends_at, checked_at)
      SELECT :request, CASE WHEN starts > now() THEN 'scheduled' ELSE 'active' END, :holder, CAST(:hosts AS jsonb),
        CAST(:hostRefs AS text[]), CAST(:hostOwners AS text[]), :account,
        starts, starts + make_interval(mins => :minutes), clock_timestamp()
      FROM greatest(CAST(:startsAt AS timestamptz), now()) AS starts
      RETURNING id, request_id, state
    ), wanted AS (
      INSERT INTO provider_states (grant_id, provider, wanted)
      SELECT id, provider, 'active' FROM opened, unnest(CAST(:providers AS text[])) AS provider WHERE state = 'active'
    )
    INSERT INTO events (grant_id, request_id, event, text)
    SELECT id, request_id, 'open', :text || CASE state WHEN 'active' THEN ' has begun' ELSE ' is going to begin' END
    FROM opened`,
    {
      request: request.id,
      holder: request.requestedBy,
      hosts: JSON.stringify(scope.hosts),
      hostRefs: scope.hosts.map(({ ref }) => ref),
      hostOwners: request.hostOwners,
      account: request.account,
      startsAt: request.startsAt ?? null,
      minutes: scope.minutes,
      providers,
      text: `Access for ${sayMinutes(scope.minutes)}`,
    },
  );
}

/** @returns false if the grant has run out meanwhile: then it takes a new one */
async function prolong(
  trx: Knex.Transaction,
  request: StoredRequest & { extends: number },
  scope: Scope,
  providers: readonly string[],
): Promise<boolean> {
  const grant = await lockGrant(trx, request.extends);
  if (grant.state === 'revoked' || grant.state === 'ended') {
    throw new ConflictError(
      `Grant #${grant.id}, which this would prolong, was ${grant.state === 'revoked' ? 'taken away' : 'given back'}: ask for access anew`,
    );
  }
  if (!isUsable(grant) && grant.state !== 'scheduled') {
    return false;
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
  return true;
}
