import { createHash } from 'node:crypto';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';

/**
 * Names a plan by its content: two plans have the same hash if and only if they do the same. Approvals are bound to it.
 */
export function hashPlan(plan: ReleasePlan): string {
  return hashJson(plan);
}

/** The SHA-256 of a value as JSON with sorted keys. */
export function hashJson(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value, sortKeys))
    .digest('hex');
}

function sortKeys(_: string, value: unknown): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}
