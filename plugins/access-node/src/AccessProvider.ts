import { PinnedHost } from '@stagedoor/plugin-access-common';

/** A grant, as those who enforce it need it. @public */
export interface ProvidedGrant {
  id: number;
  holder: string;
  hosts: readonly PinnedHost[];
  account: string;
  endsAt: Date;
  /** What is left of it when a provider is called, so that it can tell whether the end is certain. */
  remains: {
    /** Sessions under it that have not ended. */
    liveSessions: number;
    /** Certificates under it that are neither past their time nor on the revocation list. */
    usableCertificates: number;
  };
}

/**
 * Enforces grants somewhere: the built-in bastion, JumpServer, a fake. Every call may be repeated, and is, until it has
 * succeeded once.
 *
 * @public
 */
export interface AccessProvider {
  readonly id: string;
  /** Makes access possible. */
  activate(grant: ProvidedGrant, signal: AbortSignal): Promise<void>;
  /**
   * Makes access impossible and ends live sessions. Resolves when that is certain.
   *
   * @throws if it is not certain; it is called again
   */
  revoke(grant: ProvidedGrant, signal: AbortSignal): Promise<void>;
}
