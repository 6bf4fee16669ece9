/** What the policy asks of one request. Kept with it, and refreshed while it waits. */
export interface StoredRule {
  /** Approvals needed. */
  required: number;
  /** A reviewer has to belong to somebody in each of these lists. */
  everyOf: string[][];
  /** Nobody else could do it, so the fallback approvers may, too. */
  escalated: boolean;
  accounts: string[];
  mostMinutes: number;
  shortestReason: number;
  reasonHint?: string;
}

/** Everybody who is named, once. */
export function listNamed(rule: Pick<StoredRule, 'everyOf'>): string[] {
  return [...new Set(rule.everyOf.flat())];
}
