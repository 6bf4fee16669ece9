import { hashJson } from '@stagedoor/commands';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';

/**
 * Names a plan by its content: two plans have the same hash if and only if they do the same. Approvals are bound to it.
 */
export function hashPlan(plan: ReleasePlan): string {
  return hashJson(plan);
}
