import { isIP } from 'node:net';

const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** Where something listens. */
export interface Address {
  /** A name or an IP address, without brackets. */
  host: string;
  port: number;
}

/** Reads `host`, `host:port` or `[IPv6]:port`. Strict: it becomes part of what people paste into a shell. */
export function parseAddress(text: string): Address | undefined {
  const [, bracketed, plain, digits = '22'] =
    /^(?:\[([0-9a-fA-F:.]{2,45})\]|([^:]{1,253}))(?::(\d{1,5}))?$/.exec(text) ??
    [];
  const isHost = bracketed
    ? isIP(bracketed) === 6
    : namePattern.test(plain ?? '');
  const port = Number(digits);
  return isHost && port >= 1 && port <= 65_535
    ? { host: bracketed ?? plain, port }
    : undefined;
}

/** As known_hosts names it. */
export function formatKnownHost({ host, port }: Address): string {
  return port === 22 ? host : `[${host}]:${port}`;
}
