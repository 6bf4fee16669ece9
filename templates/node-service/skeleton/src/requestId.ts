import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const requestIdHeader = 'x-request-id';

const acceptable = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Keeps the caller's id so that one request can be followed through all
 * services. An id that could forge a log line or a header is replaced.
 */
export function chooseRequestId(request: IncomingMessage): string {
  const given = request.headers[requestIdHeader];
  return typeof given === 'string' && acceptable.test(given)
    ? given
    : randomUUID();
}
