import { CancelWish } from './CancelWatch';

/** How a release that does not succeed goes wrong. */
export type UndoCause = 'failed' | 'errored' | 'cancelled';

/** A release as a worker has taken it. */
export interface ClaimedRelease {
  id: number;
  component: string;
  environment: string;
  requestedBy: string;
  /** Not yet read, so that a plan that cannot be read ends the release instead of the worker. */
  storedPlan: unknown;
  epoch: number;
  /** `performance.now()` before it was asked for: the lease counts from then at the earliest. */
  claimedAt: number;
  /** Why hosts are being put back, if that had begun. */
  undoCause?: UndoCause;
  /** What went wrong, in one sentence, if something had. */
  outcome?: string;
  /** Somebody may have cancelled it while nobody carried it out. */
  wish: CancelWish;
}

/** Columns of `releases` that {@link toClaimedRelease} reads. */
export const claimedColumns =
  'id, component, environment, requested_by, plan, epoch, undo, undo_cause, outcome, cancel_requested_at, cancel_requested_by, cancel_reason';

/** A row of these columns. */
export interface ClaimedRow extends CancelWish {
  id: number;
  component: string;
  environment: string;
  requested_by: string;
  plan: unknown;
  epoch: number;
  undo: string | null;
  undo_cause: UndoCause | null;
  outcome: string | null;
}

/** Reads a row. */
export function toClaimedRelease(
  row: ClaimedRow,
  claimedAt: number,
): ClaimedRelease {
  return {
    id: row.id,
    component: row.component,
    environment: row.environment,
    requestedBy: row.requested_by,
    storedPlan: row.plan,
    epoch: row.epoch,
    claimedAt,
    undoCause: row.undo ? (row.undo_cause ?? 'errored') : undefined,
    outcome: row.outcome ?? undefined,
    wish: row,
  };
}
