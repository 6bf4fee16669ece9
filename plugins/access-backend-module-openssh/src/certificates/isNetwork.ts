import { isIP, isIPv4 } from 'node:net';

/**
 * Whether a text is a network such as `10.0.0.0/8`. sshd refuses certificates with networks in which bits of a host are
 * set, so those are none here either.
 */
export function isNetwork(text: string): boolean {
  const [, address, digits] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  if (!address || isIP(address) === 0) {
    return false;
  }
  const bits = Number(digits);
  const bytes = isIPv4(address)
    ? address.split('.').map(Number)
    : readIpv6(address);
  return (
    bits <= bytes.length * 8 &&
    bytes.every((byte, index) => {
      const ofNetwork = Math.min(8, Math.max(0, bits - index * 8));
      return byte % 2 ** (8 - ofNetwork) === 0;
    })
  );
}

function readIpv6(address: string): number[] {
  // Written in one way only: eight groups in hexadecimal, the longest row of zeros as '::'.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head, tail] = written
    .split('::')
    .map(half => half.split(':').filter(Boolean));
  const zeros = tail ? Array(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].flatMap(group => {
    const number = parseInt(group, 16);
    return [Math.floor(number / 256), number % 256];
  });
}
