import { Connection, PinnedHost } from '@stagedoor/plugin-access-common';

/** A certificate as it was issued. @public */
export interface IssuedCertificate {
  certificate: string;
  serial: bigint;
  keyId: string;
  fingerprint: string;
  validTo: Date;
}

/**
 * Makes certificates for the bastion and for the hosts behind it. It decides nothing: whoever calls it has checked the
 * grant and records the serial before handing the certificate out.
 *
 * @public
 */
export interface BastionAuthority {
  /** A bastion, as configured; undefined if the token is none of theirs. Takes the same time for any token. */
  authenticate(token: string): Promise<{ name: string } | undefined>;
  /**
   * Reads a public key that somebody pasted.
   *
   * @throws InputError that says what is wrong with it
   */
  readPublicKey(text: string): {
    /** One line without a comment. */
    line: string;
    type: string;
    fingerprint: string;
  };
  /** For a person, valid on the bastion only. */
  issueForBastion(request: {
    grant: number;
    holder: string;
    publicKey: string;
    validTo: Date;
  }): Promise<IssuedCertificate>;
  /** For the key of one session, valid on one host and from the bastion's address only, for two minutes. */
  issueForHost(request: {
    session: string;
    grant: number;
    holder: string;
    publicKey: string;
    host: PinnedHost;
    account: string;
    bastion: string;
  }): Promise<IssuedCertificate>;
  /** What a certificate of a grant may log in as on the bastion. */
  principalOf(grant: number): string;
  /** How a host's key is checked. */
  describeHostTrust(host: PinnedHost): {
    hostKeyAlias: string;
    knownHosts: string;
  };
  /** Ready to paste; undefined if no bastion is configured. */
  describeConnection(grant: {
    id: number;
    hosts: readonly PinnedHost[];
  }): Connection | undefined;
  /** A revocation list of these serials: verified, never empty. */
  buildRevocationList(
    serials: readonly bigint[],
  ): Promise<{ krl: Buffer; version: string }>;
}
