import { PlannedHost } from '@stagedoor/plugin-releases-common';

/** A private key, and a certificate for it if there is one. */
export interface KeyFiles {
  identityFile: string;
  certificateFile?: string;
}

/** What ssh signs in with. */
export interface HostIdentity {
  /** Tried in this order. None for what the account of the platform has. */
  keys: readonly KeyFiles[];
  /** How the key of the host is checked, where the configured file does not say so. */
  trust?: { knownHostsFile: string; hostKeyAlias: string };
  /** What is wrong if the host refuses the login. */
  whenRefused: string;
}

/** Who wants to sign in where. */
export interface HostLogin {
  /** Absent where no release is going on: somebody looks at the hosts. */
  release?: number;
  host: PlannedHost;
  user: string;
}

/** Where the keys for hosts come from. */
export interface HostCredentials {
  /** Has something signed in with an identity, which may be gone afterwards: the connection stays. */
  withIdentity<T>(
    login: HostLogin,
    signIn: (identity: HostIdentity) => Promise<T>,
  ): Promise<T>;
}

/** What is wrong if a host refuses the configured key. */
export const whenKeyRefused =
  'the public key of releases.ssh.identityFile has to be in authorized_keys of the account';

/** The same files for every host. */
export class FileHostCredentials implements HostCredentials {
  readonly #identity: HostIdentity;

  /** @param key - absent for what the account of the platform has */
  constructor(key?: KeyFiles) {
    this.#identity = {
      keys: key ? [key] : [],
      whenRefused: whenKeyRefused,
    };
  }

  async withIdentity<T>(
    _: HostLogin,
    signIn: (identity: HostIdentity) => Promise<T>,
  ): Promise<T> {
    return signIn(this.#identity);
  }
}
