import { PlannedHost } from '@stagedoor/plugin-releases-common';

/** What ssh signs in with. */
export interface HostIdentity {
  /** The private key. Absent for what the account of the platform has. */
  identityFile?: string;
  /** A certificate for it. */
  certificateFile?: string;
}

/** Where the keys for hosts come from. */
export interface HostCredentials {
  /** What to sign in with on one host, good for some minutes at least. */
  getIdentity(release: number, host: PlannedHost): Promise<HostIdentity>;
}

/** The same files for every host. */
export class FileHostCredentials implements HostCredentials {
  readonly #identity: HostIdentity;

  constructor(identity: HostIdentity) {
    this.#identity = identity;
  }

  async getIdentity(): Promise<HostIdentity> {
    return this.#identity;
  }
}
