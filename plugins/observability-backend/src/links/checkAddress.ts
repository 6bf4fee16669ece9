import { LinkRefusedError } from './LinkRefusedError';

const longestAddress = 8_000;

/**
 * Reads an address the way a browser would, but refuses everything in which a reader and a browser could disagree: white
 * space, control characters and backslashes that browsers drop or turn, names and passwords before the host, and schemes
 * other than http and https.
 */
export function parseAddress(address: string): URL {
  if (address.length > longestAddress) {
    throw new LinkRefusedError(
      `The address is longer than ${longestAddress} characters.`,
    );
  }
  if (/[\s\p{Cc}\\]/u.test(address)) {
    throw new LinkRefusedError(
      'The address holds white space, a control character or a backslash.',
    );
  }
  if (!/^https?:\/\/[^/?#]/i.test(address)) {
    throw new LinkRefusedError(
      'The address must begin with http:// or https:// and a host.',
    );
  }
  if (!URL.canParse(address)) {
    throw new LinkRefusedError('The address cannot be read.');
  }
  const url = new URL(address);
  if (url.username || url.password || /^[^/?#]+\/\/[^/?#]*@/.test(address)) {
    throw new LinkRefusedError(
      'The address has a user name before the host, which hides where it leads.',
    );
  }
  return url;
}

/**
 * Refuses an address on a host that config does not name.
 */
export function checkHost(url: URL, allowedHosts: ReadonlySet<string>): URL {
  if (!allowedHosts.has(url.host)) {
    throw new LinkRefusedError(
      `The host ${url.host} is not among the configured tools and observability.allowedHosts.`,
    );
  }
  return url;
}
