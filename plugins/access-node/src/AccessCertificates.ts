import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/**
 * Short-lived certificates for programs of the platform, such as the release engine: audited, and never for a person.
 *
 * @public
 */
export interface AccessCertificates {
  /** Whether there is an authority that issues them. */
  readonly isAvailable: boolean;
  /**
   * Issues one for an account on one host. It lives for ten minutes at most.
   *
   * @throws InputError that says what is wrong with the request
   */
  issueForHost(request: ProgramCertificateRequest): Promise<ProgramCertificate>;
}

/** @public */
export interface ProgramCertificateRequest {
  /** Such as `release:1284`; becomes part of the key id. */
  purpose: string;
  /** In one line. */
  publicKey: string;
  /** As `nameInCertificates` says it. */
  host: string;
  account: string;
  seconds: number;
  /** The host's public key, where it is pinned. Otherwise the host has to show a certificate. */
  hostKey?: string;
}

/** @public */
export interface ProgramCertificate {
  /** The line for …-cert.pub. */
  certificate: string;
  validTo: string;
  /** Name under which the host's key is checked. */
  hostKeyAlias: string;
  /** Lines for known_hosts. */
  knownHosts: string;
}

/** Without the access plugin's OpenSSH module there are none. @public */
export const accessCertificatesServiceRef =
  createServiceRef<AccessCertificates>({
    id: 'stagedoor.access.certificates',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: () => ({
          isAvailable: false,
          async issueForHost() {
            throw new NotAllowedError(
              'No certificates are issued here: the OpenSSH module of the access plugin is not installed',
            );
          },
        }),
      }),
  });
