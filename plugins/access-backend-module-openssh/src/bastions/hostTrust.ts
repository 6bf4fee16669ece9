import { InputError } from '@backstage/errors';
import { readPublicKey } from '../keys/readPublicKey';
import { formatKey } from '../keys/SshPublicKey';

const hostNamePattern =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/)?[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/;

/**
 * The name of a host, perhaps behind that of its namespace, where it becomes part of certificates and of files that ssh
 * reads.
 *
 * @throws InputError if it could be taken for an option, a pattern or several names
 */
export function checkHostName(name: string): string {
  if (!hostNamePattern.test(name)) {
    throw new InputError(
      "The name of a host has to be lower-case letters, digits, '.' and '-'",
    );
  }
  return name;
}

/** @throws InputError */
export function checkAccount(account: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(account)) {
    throw new InputError('This is not the name of an account on a host');
  }
  return account;
}

/**
 * Writes how a key is checked: the pinned one if there is one, otherwise one with a certificate of an authority.
 *
 * @param subject - as known_hosts names it
 * @param authorities - public keys
 */
export function formatKnownHosts(
  subject: string,
  options: { hostKey?: string; authorities: readonly string[] },
): string {
  if (options.hostKey !== undefined) {
    return `${subject} ${formatKey(readPublicKey(options.hostKey))}\n`;
  }
  return options.authorities
    .map(key => `@cert-authority ${subject} ${key}\n`)
    .join('');
}
