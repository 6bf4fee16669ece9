/**
 * A new key under which a command is done once. Browsers have `crypto.randomUUID` only behind TLS or on the own machine;
 * this works on every address.
 */
export function createIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
