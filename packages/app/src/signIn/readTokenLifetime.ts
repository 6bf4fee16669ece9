import { z } from 'zod';

/** Assumed for a token that does not say how long it lives. */
const DEFAULT_LIFETIME_MS = 10 * 60_000;

const claimsSchema = z.object({ iat: z.number(), exp: z.number() });

/**
 * How long a token lives from its issue, in milliseconds.
 *
 * The difference of its two times and not its expiry, so that a wrong clock of the browser does not
 * matter.
 */
export function readTokenLifetime(token: string): number {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { iat, exp } = claimsSchema.parse(JSON.parse(atob(payload)));
    return exp > iat ? (exp - iat) * 1000 : DEFAULT_LIFETIME_MS;
  } catch {
    return DEFAULT_LIFETIME_MS;
  }
}
