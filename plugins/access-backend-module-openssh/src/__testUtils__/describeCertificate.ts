import { CertificateSpec } from '@stagedoor/plugin-access-node';

/** A certificate that there could be. */
export function describeCertificate(
  change: Partial<CertificateSpec> & Pick<CertificateSpec, 'publicKey'>,
): CertificateSpec {
  return {
    kind: 'user',
    serial: 42n,
    keyId: 'grant:12:alice',
    principals: ['grant-12'],
    validAfter: new Date('2026-01-02T03:04:05Z'),
    validBefore: new Date('2026-01-02T04:04:05Z'),
    ...change,
  };
}
