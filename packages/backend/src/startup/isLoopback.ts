import { isIPv4 } from 'node:net';

/** Whether a host name or address can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  const name = host.toLocaleLowerCase('en-US').replace(/^\[|\]$/g, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIPv4(name) && name.startsWith('127.'))
  );
}
