import { PinnedHost, RequestState } from '@stagedoor/plugin-access-common';
import { StoredRule } from '../policy/StoredRule';

/** A row of `requests`, with the grant that it opened. */
export interface RequestRow {
  id: number;
  version: number;
  state: RequestState;
  requested_by: string;
  requested_at: Date;
  hosts: PinnedHost[];
  host_owners: string[];
  account: string;
  minutes: number;
  starts_at: Date | null;
  reason: string;
  ticket: string | null;
  component: string | null;
  rule: StoredRule;
  extends_grant: number | null;
  expires_at: Date;
  is_due: boolean;
  decided_at: Date | null;
  outcome: string | null;
  grant_id: number | null;
}

/** A row of `reviews`. */
export interface ReviewRow {
  version: number;
  by_ref: string;
  decision: 'approved' | 'denied';
  comment: string | null;
  minutes: number | null;
  host_refs: string[] | null;
  at: Date;
}

/** What somebody asked for, and what became of it. */
export interface StoredRequest {
  id: number;
  version: number;
  state: RequestState;
  requestedBy: string;
  requestedAt: string;
  hosts: PinnedHost[];
  hostOwners: string[];
  account: string;
  minutes: number;
  startsAt?: string;
  reason: string;
  ticket?: string;
  component?: string;
  rule: StoredRule;
  /** The grant that it prolongs. */
  extends?: number;
  expiresAt: string;
  /** Its time to be reviewed is over, by the database's clock, whether anybody has written that down or not. */
  isDue: boolean;
  decidedAt?: string;
  outcome?: string;
  grant?: number;
}

/** One recorded decision. */
export interface StoredReview {
  by: string;
  decision: 'approved' | 'denied';
  comment?: string;
  at: string;
  version: number;
  minutes?: number;
  hosts?: string[];
}

export function toRequest(row: RequestRow): StoredRequest {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    hosts: row.hosts,
    hostOwners: row.host_owners,
    account: row.account,
    minutes: row.minutes,
    startsAt: toTime(row.starts_at),
    reason: row.reason,
    ticket: row.ticket ?? undefined,
    component: row.component ?? undefined,
    rule: row.rule,
    extends: row.extends_grant ?? undefined,
    expiresAt: row.expires_at.toISOString(),
    isDue: row.is_due,
    decidedAt: toTime(row.decided_at),
    outcome: row.outcome ?? undefined,
    grant: row.grant_id ?? undefined,
  };
}

export function toReview(row: ReviewRow): StoredReview {
  return {
    by: row.by_ref,
    decision: row.decision,
    comment: row.comment ?? undefined,
    at: row.at.toISOString(),
    version: row.version,
    minutes: row.minutes ?? undefined,
    hosts: row.host_refs ?? undefined,
  };
}

export function toTime(date: Date | null): string | undefined {
  return date?.toISOString();
}
