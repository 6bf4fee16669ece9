import { isAbsolute } from 'node:path';
import { InputError } from '@backstage/errors';
import { GitProtocol } from './environment';

/**
 * Another repository, and how to sign in to it.
 *
 * @public
 */
export interface Remote {
  /** https, http, ssh or file URL, `user@host:path`, or an absolute path of this machine. */
  url: string;
  /** Sent only to the host of the URL, and never written anywhere. */
  credentials?: { username: string; password: string };
}

// `user@host:path`, as ssh remotes are often written. A host may not look like an option of ssh.
const scpLike = /^(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*:(?!\/\/)[^-\s][^\s]*$/;

/**
 * Tells which protocol a remote uses.
 *
 * @throws InputError if it is none that a mirror may use
 * @public
 */
export function readRemoteProtocol(url: string): GitProtocol {
  if (isAbsolute(url)) {
    return 'file';
  }
  if (URL.canParse(url) && url.includes('://')) {
    const { protocol, username, password, hostname } = new URL(url);
    if (password || (username && protocol !== 'ssh:')) {
      throw new InputError(
        'A repository URL must not hold credentials; put them into credentials.username and credentials.password',
      );
    }
    if (protocol === 'file:') {
      return 'file';
    }
    if (/^(?:https?|ssh):$/.test(protocol) && !hostname.startsWith('-')) {
      return protocol.slice(0, -1) as 'https' | 'http' | 'ssh';
    }
  } else if (scpLike.test(url) && !url.includes('::')) {
    return 'ssh';
  }
  throw new InputError(
    `Unsupported repository URL: expected https, http, ssh or file, user@host:path, or an absolute path`,
  );
}

// Git asks this for the password of one host. The values come from the environment of that one process, so they are in
// no argument list, no URL, no file and no error message.
const credentialHelper =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$STAGEDOOR_GIT_USERNAME" "$STAGEDOOR_GIT_PASSWORD"; }; f';

/** Settings and variables with which git signs in to a remote. */
export function describeSignIn(remote: Remote): {
  config: Record<string, string>;
  environment: Record<string, string>;
} {
  if (!remote.credentials) {
    return { config: {}, environment: {} };
  }
  const { username, password } = remote.credentials;
  if (/[\r\n\0]/.test(username + password)) {
    throw new InputError(
      'The credentials of a repository must be single lines of text',
    );
  }
  return {
    config: {
      [`credential.${new URL(remote.url).origin}.helper`]: credentialHelper,
    },
    environment: {
      STAGEDOOR_GIT_USERNAME: username,
      STAGEDOOR_GIT_PASSWORD: password,
    },
  };
}
