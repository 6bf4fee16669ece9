import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { applyCriteria, SharedWork } from '@stagedoor/database';
import { Certificate, GrantState } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { AccessCondition } from '../permissions/accessRules';
import { applyToGrants } from './accessConditions';
import { readEvents } from './events';
import { GrantRow, StoredGrant, toGrant } from './StoredGrant';
import { toTime } from './StoredRequest';

/** Which grants to list. Refs are in their one spelling. */
export interface GrantFilter {
  state?: readonly GrantState[];
  holder?: string;
  host?: string;
  /** Only what the asker may see. */
  visible?: PermissionCriteria<AccessCondition>;
}

/** More than a page shows, so that a page stays a page. */
const mostCertificates = 100;
const mostHeld = 1000;

/** Reads grants. */
export class GrantReader {
  readonly #knex: Knex;
  /** Those that are wanted at the same moment are read by one query. */
  readonly #found: SharedWork<number, StoredGrant | undefined>;

  constructor(knex: Knex) {
    this.#knex = knex;
    this.#found = new SharedWork(ids => findGrants(knex, ids));
  }

  find(id: number): Promise<StoredGrant | undefined> {
    return this.#found.ask(id);
  }

  /** A page of grants, newest first, older than the cursor. */
  async list(
    filter: GrantFilter,
    page: { before?: number; limit: number },
  ): Promise<StoredGrant[]> {
    const query = selectGrants(this.#knex)
      .orderBy('g.id', 'desc')
      .limit(page.limit);
    if (page.before !== undefined) {
      query.where('g.id', '<', page.before);
    }
    applyFilter(query, filter);
    return (await query).map(toGrant);
  }

  /** What became of some of them. */
  async listStates(ids: readonly number[]): Promise<Map<number, GrantState>> {
    if (ids.length === 0) {
      return new Map();
    }
    const rows: Array<{ id: number; state: GrantState }> = await this.#knex(
      'grants',
    )
      .whereIn('id', [...new Set(ids)])
      .select('id', 'state');
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  /** Counts up to a bound those that can be used now. */
  async countActive(holder: string, atMost: number): Promise<number> {
    const rows: unknown[] = await this.#knex('grants')
      .where({ holder, state: 'active' })
      .whereRaw('ends_at > clock_timestamp()')
      .select('id')
      .limit(atMost);
    return rows.length;
  }

  /** Those that opened hosts at a moment; now if none is named. At most 1000. */
  async listHeld(at: string | undefined, hostRefs?: readonly string[]) {
    const query = selectGrants(this.#knex)
      .orderBy('g.ends_at')
      .whereNot('g.state', 'scheduled')
      .limit(mostHeld)
      .whereRaw(
        `coalesce(?::timestamptz, clock_timestamp()) >= g.starts_at
          AND coalesce(?::timestamptz, clock_timestamp())
            < least(g.ended_at, g.ends_at)`,
        [at ?? null, at ?? null],
      );
    if (hostRefs) {
      query.whereRaw('g.host_refs && ?::text[]', [[...hostRefs]]);
    }
    return (await query).map(toGrant);
  }

  /** Certificates for the bastion, newest first. */
  async listCertificates(grant: number): Promise<Certificate[]> {
    const rows = await this.#knex('certificates')
      .where({ grant_id: grant, kind: 'bastion' })
      .orderBy('issued_at', 'desc')
      .limit(mostCertificates);
    return rows.map(toCertificate);
  }

  async findCertificate(serial: string): Promise<Certificate | undefined> {
    const row = await this.#knex('certificates').where({ serial }).first();
    return row && toCertificate(row);
  }

  readTimeline(grant: number) {
    return readEvents(this.#knex, { grant_id: grant });
  }
}

/** A row of `certificates`. */
export interface CertificateRow {
  serial: string;
  key_id: string;
  fingerprint: string;
  issued_at: Date;
  valid_to: Date;
  revoked_at: Date | null;
}

export function toCertificate(row: CertificateRow): Certificate {
  return {
    serial: row.serial,
    keyId: row.key_id,
    fingerprint: row.fingerprint,
    issuedAt: row.issued_at.toISOString(),
    validTo: row.valid_to.toISOString(),
    revokedAt: toTime(row.revoked_at),
  };
}

async function findGrants(
  knex: Knex,
  ids: readonly number[],
): Promise<Array<StoredGrant | undefined>> {
  const rows = await selectGrants(knex).whereIn('g.id', [...new Set(ids)]);
  const found = new Map(rows.map(row => [row.id, toGrant(row)]));
  return ids.map(id => found.get(id));
}

function selectGrants(knex: Knex): Knex.QueryBuilder<object, GrantRow[]> {
  return knex('grants as g')
    .join('requests as r', 'r.id', 'g.request_id')
    .select(
      'g.*',
      'r.reason',
      'r.component',
      knex.raw(
        'extract(epoch FROM g.ends_at - clock_timestamp())::float8 AS seconds_left',
      ),
      knex.raw(
        `ARRAY(SELECT DISTINCT jsonb_array_elements_text(asked)
          FROM jsonb_array_elements(r.rule -> 'everyOf') AS asked) AS reviewers`,
      ),
      knex.raw(
        `ARRAY(SELECT v.by_ref FROM reviews v
          WHERE v.request_id = r.id AND v.version = r.version
            AND v.decision = 'approved' ORDER BY v.id) AS approved_by`,
      ),
      knex.raw(
        `EXISTS (SELECT 1 FROM provider_states p
          WHERE p.grant_id = g.id AND p.confirmed IS DISTINCT FROM p.wanted) AS is_pending`,
      ),
      knex.raw(
        `(SELECT count(*)::int FROM sessions s
          WHERE s.grant_id = g.id AND s.state = 'active') AS live_sessions`,
      ),
    );
}

function applyFilter(query: Knex.QueryBuilder, filter: GrantFilter): void {
  const { holder, host, state, visible } = filter;
  if (state) {
    query.whereIn('g.state', [...state]);
  }
  if (holder !== undefined) {
    query.where('g.holder', holder);
  }
  if (host !== undefined) {
    query.whereRaw('g.host_refs @> ?::text[]', [[host]]);
  }
  if (visible) {
    query.where(rows => applyCriteria(rows, visible, applyToGrants));
  }
}
