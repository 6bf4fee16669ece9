import { readPublicKey } from '../keys/readPublicKey';
import { fingerprintOf } from '../keys/SshPublicKey';
import { authorityNames, CertificateAuthorities } from './CertificateAuthority';

/** Fingerprints of the authorities' own keys, with whose they are: none of them may ever be certified. */
export function listAuthorityKeys(
  authorities: CertificateAuthorities,
): ReadonlyMap<string, string> {
  return new Map(
    authorityNames.flatMap(name =>
      authorities[name].trusted.map(key => [
        fingerprintOf(readPublicKey(key)),
        `the certificate authority ${name}`,
      ]),
    ),
  );
}
