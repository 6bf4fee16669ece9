import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { HostTrust, isPinned, trustFile, trustKey } from './hostTrust';
import { withLoginFolder } from './withLoginFolder';

/** A private key, and a certificate for it if there is one. */
export interface KeyFiles {
  identityFile: string;
  certificateFile?: string;
}

/** What ssh signs in with. */
export interface HostIdentity {
  /** Tried in this order. None for what the account of the platform has. */
  keys: readonly KeyFiles[];
  /** How the key of the host is checked. */
  trust: HostTrust;
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
  readonly #keys: readonly KeyFiles[];
  readonly #knownHostsFile: string;

  /**
   * @param options - `knownHostsFile` pins keys of hosts; the others are known by their descriptions. `key` is absent for
   * what the account of the platform has
   */
  constructor(options: { knownHostsFile: string; key?: KeyFiles }) {
    this.#keys = options.key ? [options.key] : [];
    this.#knownHostsFile = options.knownHostsFile;
  }

  async withIdentity<T>(
    { host }: HostLogin,
    signIn: (identity: HostIdentity) => Promise<T>,
  ): Promise<T> {
    const signInTrusting = (trust: HostTrust) =>
      signIn({ keys: this.#keys, trust, whenRefused: whenKeyRefused });
    const { hostKey } = host;
    return hostKey === undefined ||
      (await isPinned(host.address, this.#knownHostsFile))
      ? signInTrusting(trustFile(this.#knownHostsFile))
      : withLoginFolder(async folder =>
          signInTrusting(await trustKey(host, hostKey, folder)),
        );
  }
}
