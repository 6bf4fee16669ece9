import { createHash } from 'node:crypto';

/** The SHA-256 of a value as JSON with sorted keys. @public */
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
