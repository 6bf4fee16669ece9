import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { applyCriteria } from '@stagedoor/database';
import { RequestState } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { AccessCondition } from '../permissions/accessRules';
import { Reviewer } from '../policy/mayReview';
import { applyToRequests } from './accessConditions';
import { readEvents } from './events';
import {
  RequestRow,
  ReviewRow,
  StoredRequest,
  StoredReview,
  toRequest,
  toReview,
} from './StoredRequest';

/** Which requests to list. Refs are in their one spelling. */
export interface RequestFilter {
  state?: readonly RequestState[];
  requestedBy?: string;
  host?: string;
  component?: string;
  /** Whose review they wait for. */
  waitsFor?: Reviewer;
  /** Only what the asker may see. */
  visible?: PermissionCriteria<AccessCondition>;
}

/** What is told of an earlier request of the same person for one of the same hosts. */
type EarlierRequest = Pick<
  StoredRequest,
  'id' | 'state' | 'requestedAt' | 'reason'
>;

/** Of how many answers the usual time is the median. */
const answersLookedAt = 50;

/** Reads requests. */
export class RequestReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: number): Promise<StoredRequest | undefined> {
    return findRequest(this.#knex, id);
  }

  /** A page of requests, newest first, older than the cursor. */
  async list(
    filter: RequestFilter,
    page: { before?: number; limit: number },
  ): Promise<StoredRequest[]> {
    const query = selectRequests(this.#knex)
      .orderBy('r.id', 'desc')
      .limit(page.limit);
    if (page.before !== undefined) {
      query.where('r.id', '<', page.before);
    }
    applyFilter(query, filter);
    return (await query).map(toRequest);
  }

  /** Counts up to a bound: an exact number of many is not worth its price. */
  async count(filter: RequestFilter, atMost: number): Promise<number> {
    const some = this.#knex('requests as r').select('r.id').limit(atMost);
    applyFilter(some, filter);
    const rows: unknown[] = await some;
    return rows.length;
  }

  /** Those that wait for somebody, the oldest first. */
  async listPending(page: {
    after: number;
    limit: number;
  }): Promise<StoredRequest[]> {
    const rows = await selectRequests(this.#knex)
      .where('r.state', 'pending')
      .where('r.id', '>', page.after)
      .orderBy('r.id')
      .limit(page.limit);
    return rows.map(toRequest);
  }

  listReviews(id: number): Promise<StoredReview[]> {
    return readReviews(this.#knex, id);
  }

  /** Which of some requests somebody has reviewed, as they are now. */
  async listReviewedBy(
    ids: readonly number[],
    by: string,
  ): Promise<Set<number>> {
    const rows = await this.#knex('reviews as v')
      .join('requests as r', 'r.id', 'v.request_id')
      .whereIn('v.request_id', [...ids])
      .where('v.by_ref', by)
      .whereRaw('v.version = r.version')
      .select('v.request_id');
    return new Set(rows.map(row => row.request_id));
  }

  readTimeline(id: number) {
    return readEvents(this.#knex, { request_id: id });
  }

  /** The same person's last requests for any of the same hosts. */
  async listHistory(request: StoredRequest): Promise<EarlierRequest[]> {
    const rows: Array<
      Omit<EarlierRequest, 'requestedAt'> & { requestedAt: Date }
    > = await this.#knex('requests')
      .where('requested_by', request.requestedBy)
      .whereNot('id', request.id)
      .whereRaw('host_refs && ?::text[]', [request.hosts.map(({ ref }) => ref)])
      .orderBy('id', 'desc')
      .limit(10)
      .select('id', 'state', 'reason', { requestedAt: 'requested_at' });
    return rows.map(row => ({
      ...row,
      requestedAt: row.requestedAt.toISOString(),
    }));
  }

  /** How long answers about some hosts usually take; undefined if there were none. */
  async findUsualMinutes(
    hostRefs: readonly string[],
  ): Promise<number | undefined> {
    const last = this.#knex('requests')
      .whereIn('state', ['approved', 'denied'])
      .whereRaw('host_refs && ?::text[]', [[...hostRefs]])
      .orderBy('id', 'desc')
      .limit(answersLookedAt)
      .select(
        this.#knex.raw(
          'extract(epoch FROM decided_at - requested_at) AS seconds',
        ),
      );
    const row = await this.#knex
      .from(last.as('last'))
      .first(
        this.#knex.raw(
          'percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS usual',
        ),
      );
    return typeof row?.usual === 'number'
      ? Math.max(1, Math.round(row.usual / 60))
      : undefined;
  }
}

/** Reads one request. */
export async function findRequest(
  knex: Knex,
  id: number,
): Promise<StoredRequest | undefined> {
  const [row] = await selectRequests(knex).where('r.id', id);
  return row && toRequest(row);
}

/** Reads the decisions about a request, of all its versions, in the order in which they were made. */
export async function readReviews(
  knex: Knex,
  id: number,
): Promise<StoredReview[]> {
  const rows: ReviewRow[] = await knex('reviews')
    .where({ request_id: id })
    .orderBy('id');
  return rows.map(toReview);
}

function selectRequests(knex: Knex): Knex.QueryBuilder<object, RequestRow[]> {
  return knex('requests as r')
    .leftJoin('grants as g', 'g.request_id', 'r.id')
    .select(
      'r.*',
      'g.id as grant_id',
      knex.raw('r.expires_at <= clock_timestamp() AS is_due'),
    );
}

function applyFilter(query: Knex.QueryBuilder, filter: RequestFilter): void {
  const { component, host, requestedBy, state, visible, waitsFor } = filter;
  if (state) {
    query.whereIn('r.state', [...state]);
  }
  if (requestedBy !== undefined) {
    query.where('r.requested_by', requestedBy);
  }
  if (host !== undefined) {
    query.whereRaw('r.host_refs @> ?::text[]', [[host]]);
  }
  if (component !== undefined) {
    query.where('r.component', component);
  }
  if (waitsFor) {
    applyWaiting(query, waitsFor);
  }
  if (visible) {
    query.where(rows => applyCriteria(rows, visible, applyToRequests));
  }
}

/** Says in the words of the store what `mayReview` says about one request at a time. */
function applyWaiting(query: Knex.QueryBuilder, reviewer: Reviewer): void {
  const { belongsTo, inPerson, permitted, ref } = reviewer;
  if (!inPerson || !permitted) {
    query.whereRaw('false');
    return;
  }
  query
    .where('r.state', 'pending')
    .whereRaw('r.expires_at > clock_timestamp()')
    .whereNot('r.requested_by', ref)
    .whereRaw(
      `NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(r.rule -> 'everyOf') AS asked
        WHERE NOT jsonb_exists_any(asked, ?::text[]))`,
      [[...belongsTo]],
    )
    .whereNotExists(reviews =>
      reviews
        .from('reviews as v')
        .whereRaw('v.request_id = r.id AND v.version = r.version')
        .where('v.by_ref', ref),
    );
}
