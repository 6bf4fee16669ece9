/** What a certificate is to say (OpenSSH PROTOCOL.certkeys). @public */
export interface CertificateSpec {
  /** The public key that it is for, in one line. */
  publicKey: string;
  kind: 'user' | 'host';
  /** Random, 63 bits. */
  serial: bigint;
  /** Letters, digits and `:;=./_@-` only. */
  keyId: string;
  /** At least one. */
  principals: readonly string[];
  validAfter: Date;
  validBefore: Date;
  /** Such as `source-address`. */
  criticalOptions?: Readonly<Record<string, string>>;
  /** Such as `permit-pty`. Everything that is not named is forbidden. */
  extensions?: readonly string[];
}

/**
 * Holds the private key of one certificate authority.
 *
 * @public
 */
export interface CertificateSigner {
  /** The line for TrustedUserCAKeys. */
  readonly publicKey: string;
  /** @returns the line for …-cert.pub */
  sign(spec: CertificateSpec): Promise<string>;
}
