import { GrantState, PinnedHost } from '@stagedoor/plugin-access-common';
import { toTime } from './StoredRequest';

/** A row of `grants`, with what lists show about it. */
export interface GrantRow {
  id: number;
  request_id: number;
  state: GrantState;
  holder: string;
  hosts: PinnedHost[];
  host_owners: string[];
  account: string;
  starts_at: Date;
  ends_at: Date;
  seconds_left: number;
  ended_at: Date | null;
  ended_by: string | null;
  ended_because: string | null;
  reason: string;
  component: string | null;
  reviewers: string[];
  approved_by: string[];
  is_pending: boolean;
  live_sessions: number;
}

/** The right that an approved request opened. */
export interface StoredGrant {
  id: number;
  request: number;
  state: GrantState;
  holder: string;
  hosts: PinnedHost[];
  hostOwners: string[];
  account: string;
  reason: string;
  component?: string;
  /** Whom the policy asked to review it. */
  reviewers: string[];
  approvedBy: string[];
  startsAt: string;
  endsAt: string;
  /** Its time is over, by the database's clock, whether anybody has written that down or not. */
  isDue: boolean;
  /** By the database's clock when it was read. */
  secondsLeft: number;
  endedAt?: string;
  endedBy?: string;
  endedBecause?: string;
  propagation: 'confirmed' | 'pending';
  liveSessions: number;
}

export function toGrant(row: GrantRow): StoredGrant {
  return {
    id: row.id,
    request: row.request_id,
    state: row.state,
    holder: row.holder,
    hosts: row.hosts,
    hostOwners: row.host_owners,
    account: row.account,
    reason: row.reason,
    component: row.component ?? undefined,
    reviewers: row.reviewers,
    approvedBy: row.approved_by,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    isDue: row.seconds_left <= 0,
    secondsLeft: row.seconds_left,
    endedAt: toTime(row.ended_at),
    endedBy: row.ended_by ?? undefined,
    endedBecause: row.ended_because ?? undefined,
    propagation: row.is_pending ? 'pending' : 'confirmed',
    liveSessions: row.live_sessions,
  };
}
