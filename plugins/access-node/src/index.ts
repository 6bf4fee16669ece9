/**
 * What enforces access implements, and what other plugins are given.
 *
 * @packageDocumentation
 */
export {
  accessCertificatesServiceRef,
  type AccessCertificates,
  type ProgramCertificate,
  type ProgramCertificateRequest,
} from './AccessCertificates';
export {
  accessExtensionPoint,
  type AccessExtensionPoint,
} from './accessExtensionPoint';
export type { AccessProvider, ProvidedGrant } from './AccessProvider';
export type { BastionAuthority, IssuedCertificate } from './BastionAuthority';
export type { CertificateSigner, CertificateSpec } from './CertificateSigner';
export { nameInCertificates } from './nameInCertificates';
