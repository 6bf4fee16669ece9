import { InputError } from '@backstage/errors';
import {
  CertificateSpec,
  IssuedCertificate,
} from '@stagedoor/plugin-access-node';
import { CertificateAuthority } from './authorities/CertificateAuthority';
import { randomSerial } from './certificates/randomSerial';
import { readPublicKey } from './keys/readPublicKey';
import { fingerprintOf, formatKey } from './keys/SshPublicKey';

/** Clocks of hosts may be late by so much. */
const backdatedMs = 5 * 60_000;

/** Issues certificates to users from one authority, each with a serial of its own. */
export class CertificateIssuer {
  readonly #authority: CertificateAuthority;
  readonly #refused: ReadonlyMap<string, string>;
  readonly #now: () => Date;

  /** @param options - `refused` are fingerprints of keys that get no certificate, with whose they are */
  constructor(options: {
    authority: CertificateAuthority;
    refused: ReadonlyMap<string, string>;
    now: () => Date;
  }) {
    this.#authority = options.authority;
    this.#refused = options.refused;
    this.#now = options.now;
  }

  /**
   * @param request - `validTo` is cut down to `mostMs` from now
   * @throws InputError
   */
  async issue(
    request: Pick<
      CertificateSpec,
      'keyId' | 'principals' | 'criticalOptions' | 'extensions' | 'publicKey'
    > & { validTo: Date; mostMs: number },
  ): Promise<IssuedCertificate> {
    const { validTo, mostMs, ...spec } = request;
    const now = this.#now().getTime();
    const key = readPublicKey(spec.publicKey, { refused: this.#refused });
    const end = Math.min(validTo.getTime(), now + mostMs);
    if (!(end > now)) {
      throw new InputError('A certificate has to end in the future');
    }
    // Certificates count in seconds, so that they end too early rather than too late.
    const validBefore = new Date(Math.floor(end / 1000) * 1000);
    const serial = randomSerial();
    const certificate = await this.#authority.signer.sign({
      ...spec,
      publicKey: formatKey(key),
      kind: 'user',
      serial,
      validAfter: new Date(now - backdatedMs),
      validBefore,
    });
    return {
      certificate,
      serial,
      keyId: spec.keyId,
      fingerprint: fingerprintOf(key),
      validTo: validBefore,
    };
  }
}
