import { isIP } from 'node:net';

/**
 * Whether a request came in under a host name that is really this installation's.
 *
 * Persona sign-in asks for no secret, so a foreign page must not reach it by pointing its own name at
 * this machine (DNS rebinding). Such a page always carries its own name in `Host`, whereas an address
 * or `localhost` cannot be pointed anywhere by anybody.
 */
export function isOwnHost(
  hostHeader: string | undefined,
  ownHostNames: string[],
): boolean {
  const origin = `http://${hostHeader}`;
  if (!hostHeader || /[@/?#\\]/.test(hostHeader) || !URL.canParse(origin)) {
    return false;
  }
  const { hostname } = new URL(origin);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 ||
    ownHostNames.includes(hostname)
  );
}
