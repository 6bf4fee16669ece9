import { CertificateSigner } from '@stagedoor/plugin-access-node';

/** What each authority certifies. */
export const authorityNames = [
  // People, on bastions.
  'bastion-users',
  // Sessions and programs, on hosts.
  'hosts-users',
  // The keys of bastions and hosts themselves.
  'host-keys',
] as const;

/** The name of an authority: also of the file that its key lies in. */
export type AuthorityName = (typeof authorityNames)[number];

/** One authority: it signs with one key, and others are trusted too while keys are exchanged. */
export interface CertificateAuthority {
  signer: CertificateSigner;
  /** Public keys, the signer's first: the lines for TrustedUserCAKeys, or behind `@cert-authority`. */
  trusted: readonly string[];
}

/** All of them. */
export type CertificateAuthorities = Record<
  AuthorityName,
  CertificateAuthority
>;
