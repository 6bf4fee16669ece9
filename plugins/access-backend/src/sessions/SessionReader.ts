import { InputError } from '@backstage/errors';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { applyCriteria } from '@stagedoor/database';
import { SessionState } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { AccessCondition } from '../permissions/accessRules';
import { StoredSession, toSession } from './StoredSession';

/** Which sessions to list. Refs are in their one spelling. */
export interface SessionFilter {
  state?: readonly SessionState[];
  grant?: number;
  holder?: string;
  host?: string;
  /** Only what the asker may see. */
  visible?: PermissionCriteria<AccessCondition>;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads sessions. */
export class SessionReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: string): Promise<StoredSession | undefined> {
    const [row] = await selectSessions(this.#knex).where('s.id', id);
    return row && toSession(row);
  }

  /**
   * A page of sessions, newest first.
   *
   * @param page - `after` is the last one of the page before
   */
  async list(
    filter: SessionFilter,
    page: { after?: string; limit: number },
  ): Promise<StoredSession[]> {
    const query = selectSessions(this.#knex)
      .orderBy([{ column: 's.started_at', order: 'desc' }, 's.id'])
      .limit(page.limit);
    if (page.after !== undefined) {
      await this.#startAfter(query, page.after);
    }
    applyFilter(query, filter);
    return (await query).map(toSession);
  }

  async #startAfter(query: Knex.QueryBuilder, id: string): Promise<void> {
    const last = uuid.test(id)
      ? await this.#knex('sessions').where({ id }).first('id')
      : undefined;
    if (!last) {
      throw new InputError('cursor: is not the nextCursor of a page before');
    }
    // Times are compared in the database, which knows them to the microsecond.
    query.whereRaw(
      `(s.started_at < (SELECT started_at FROM sessions WHERE id = :id)
        OR (s.started_at = (SELECT started_at FROM sessions WHERE id = :id) AND s.id > :id))`,
      { id },
    );
  }
}

function selectSessions(knex: Knex): Knex.QueryBuilder {
  return knex('sessions as s')
    .join('grants as g', 'g.id', 's.grant_id')
    .select('s.*', 'g.request_id');
}

function applyFilter(query: Knex.QueryBuilder, filter: SessionFilter): void {
  const { grant, holder, host, state, visible } = filter;
  if (state) {
    query.whereIn('s.state', [...state]);
  }
  if (grant !== undefined) {
    query.where('s.grant_id', grant);
  }
  if (holder !== undefined) {
    query.where('s.holder', holder);
  }
  if (host !== undefined) {
    query.where('s.host_ref', host);
  }
  if (visible) {
    query.where(rows => applyCriteria(rows, visible, applyCondition));
  }
}

function applyCondition(
  query: Knex.QueryBuilder,
  { about, values }: AccessCondition,
): void {
  switch (about) {
    case 'holder':
      query.whereIn('s.holder', [...values]);
      break;
    case 'owners':
      query.whereRaw('s.host_owners && ?::text[]', [[...values]]);
      break;
    default:
      // Nobody reviews a session.
      query.whereRaw('false');
  }
}
