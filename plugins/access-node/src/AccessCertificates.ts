import { createServiceRef } from '@backstage/backend-plugin-api';

/**
 * Short-lived certificates for programs of the platform, such as the release engine: audited, and never for a person.
 *
 * @public
 */
export interface AccessCertificates {
  /**
   * @param purpose - such as `release:1284`; becomes part of the key id
   * @returns the line for …-cert.pub, and how the key of the host is checked
   */
  issueForHost(request: {
    purpose: string;
    publicKey: string;
    host: string;
    account: string;
    seconds: number;
  }): Promise<{ certificate: string; validTo: string; knownHosts: string }>;
}

/** Without the access plugin's OpenSSH module there is none. @public */
export const accessCertificatesServiceRef =
  createServiceRef<AccessCertificates>({
    id: 'stagedoor.access.certificates',
    scope: 'plugin',
  });
