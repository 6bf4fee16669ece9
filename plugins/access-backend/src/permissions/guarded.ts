import { Knex } from 'knex';
import { listNamed } from '../policy/StoredRule';
import { GrantReader } from '../store/GrantReader';
import { RequestReader } from '../store/RequestReader';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import { GuardedAccess } from './accessRules';

/** What rules look at in a request. */
export function guardRequest(request: StoredRequest): GuardedAccess {
  return {
    holder: request.requestedBy,
    owners: request.hostOwners,
    reviewers: listNamed(request.rule),
  };
}

/** What rules look at in a grant. */
export function guardGrant(grant: StoredGrant): GuardedAccess {
  return {
    holder: grant.holder,
    owners: grant.hostOwners,
    reviewers: grant.reviewers,
  };
}

/** Finds what a permission is asked about: `request:1`, `grant:1` or `session:…`. */
export async function findGuarded(
  knex: Knex,
  ref: string,
): Promise<GuardedAccess | undefined> {
  const [, kind, id] =
    /^(request|grant|session):([0-9a-f-]{1,36})$/.exec(ref) ?? [];
  if (kind === 'session') {
    return findGuardedSession(knex, id);
  }
  const number = /^[1-9]\d{0,8}$/.test(id ?? '') ? Number(id) : undefined;
  if (number === undefined) {
    return undefined;
  }
  if (kind === 'request') {
    const request = await new RequestReader(knex).find(number);
    return request && guardRequest(request);
  }
  const grant = await new GrantReader(knex).find(number);
  return grant && guardGrant(grant);
}

/** What rules look at in a session; undefined if there is none. */
export async function findGuardedSession(
  knex: Knex,
  id: string,
): Promise<GuardedAccess | undefined> {
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const row = isId
    ? await knex('sessions').where({ id }).first('holder', 'host_owners')
    : undefined;
  return row && { holder: row.holder, owners: row.host_owners, reviewers: [] };
}
