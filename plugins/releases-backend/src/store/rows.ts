import {
  HostState,
  ReleaseKind,
  ReleaseState,
  StepState,
  Version,
} from '@stagedoor/plugin-releases-common';

/** A row of `releases` as lists need it. */
export interface ReleaseRow {
  id: number;
  component: string;
  component_owner: string;
  environment: string;
  kind: ReleaseKind;
  commit: string;
  label: string | null;
  state: ReleaseState;
  plan_hash: string;
  requested_by: string;
  requested_at: string;
  reason: string | null;
  retry_of: number | null;
  expires_at: string | null;
  started_at: string | null;
  finished_at: string | null;
  outcome: string | null;
  cancel_requested_at: string | null;
  hosts: [total: number, done: number, failed: number];
  current_step: string | null;
  my_decision: string | null;
}

/** The columns of {@link ReleaseRow} that lie in `releases`. The plan is large, and left where it is. */
export const releaseColumns = [
  'id',
  'component',
  'component_owner',
  'environment',
  'kind',
  'commit',
  'label',
  'state',
  'plan_hash',
  'requested_by',
  'requested_at',
  'reason',
  'retry_of',
  'expires_at',
  'started_at',
  'finished_at',
  'outcome',
  'cancel_requested_at',
] as const;

/** A release, without its plan. */
export interface StoredRelease {
  id: number;
  component: string;
  componentOwner: string;
  environment: string;
  kind: ReleaseKind;
  version: Version;
  state: ReleaseState;
  planHash: string;
  requestedBy: string;
  requestedAt: string;
  reason?: string;
  retryOf?: number;
  expiresAt?: string;
  startedAt?: string;
  finishedAt?: string;
  outcome?: string;
  currentStep?: string;
  hosts: { total: number; done: number; failed: number };
  cancelRequested: boolean;
  /** Whoever reads it has decided about it already. Known only while it waits for approval. */
  decidedByMe: boolean;
}

/** One recorded decision. */
export interface StoredApproval {
  by: string;
  decision: 'approved' | 'rejected';
  comment?: string;
  planHash: string;
  at: string;
  /** Why it does not count any more, for good: the same person may have decided again since. */
  voidReason?: string;
}

export interface StoredStep {
  key: string;
  title: string;
  state: StepState;
  attempt: number;
  startedAt?: string;
  finishedAt?: string;
  detail?: string;
}

export interface StoredHost {
  ref: string;
  name: string;
  batch: number;
  state: HostState;
  previous?: Version;
  runs?: Version;
  message?: string;
  changedAt?: string;
}

export function toRelease(row: ReleaseRow): StoredRelease {
  const [total, done, failed] = row.hosts;
  return {
    id: row.id,
    component: row.component,
    componentOwner: row.component_owner,
    environment: row.environment,
    kind: row.kind,
    version: toVersion(row.commit, row.label),
    state: row.state,
    planHash: row.plan_hash,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    reason: row.reason ?? undefined,
    retryOf: row.retry_of ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    outcome: row.outcome ?? undefined,
    currentStep: row.current_step ?? undefined,
    hosts: { total, done, failed },
    cancelRequested: row.cancel_requested_at !== null,
    decidedByMe: row.my_decision !== null,
  };
}

export function toVersion(commit: string, label: string | null): Version {
  return { commit, ...(label !== null && { label }) };
}

export function toTime(date: Date | null): string | undefined {
  return date?.toISOString();
}
