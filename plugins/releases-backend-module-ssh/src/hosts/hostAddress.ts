import { isIPv6 } from 'node:net';
import { InputError } from '@backstage/errors';

/** Where a host listens. */
export interface HostAddress {
  /** A name or an IP address, without brackets. */
  host: string;
  port: number;
}

const namePattern =
  /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}(?<!-))?(?:\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}(?<!-))?)*\.?$/;

/**
 * Reads `host`, `host:port`, `[IPv6]:port` or a bare IPv6 address. Strict, because it becomes an argument of ssh.
 *
 * @throws InputError
 */
export function parseHostAddress(text: string): HostAddress {
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  const [, host, port = '22'] =
    bracketed ?? (isIPv6(text) ? ['', text] : splitPort(text));
  const isHost = bracketed || isIPv6(host) ? isIPv6(host) : isName(host);
  const number = Number(port);
  if (!isHost || number < 1 || number > 65_535) {
    throw new InputError(
      `'${text.slice(0, 300)}' is not the address of a host: write it as host:port`,
    );
  }
  return { host, port: number };
}

function splitPort(text: string): string[] {
  const parts = /^([^:]*)(?::(\d{1,5}))?$/.exec(text);
  return parts ? ['', parts[1], ...(parts[2] ? [parts[2]] : [])] : ['', ''];
}

function isName(host: string): boolean {
  return host.length <= 253 && namePattern.test(host);
}
