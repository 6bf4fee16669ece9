import { InputError } from '@backstage/errors';
import { AccessCertificates } from '@stagedoor/plugin-access-node';
import { SshEngineConfig } from '../config';
import { CertificateHostCredentials } from './CertificateHostCredentials';
import { FileHostCredentials, HostCredentials } from './HostCredentials';

/**
 * Chooses what the platform signs in with, as the operator has decided.
 *
 * @throws InputError if there is none of it
 */
export function createCredentials(
  config: SshEngineConfig,
  certificates: AccessCertificates,
): HostCredentials {
  if (config.credentials === 'files') {
    return new FileHostCredentials(config);
  }
  if (!certificates.isAvailable) {
    throw new InputError(
      'releases.ssh.credentials: access needs the OpenSSH module of the access plugin, which is not installed',
    );
  }
  return new CertificateHostCredentials({
    certificates,
    knownHostsFile: config.knownHostsFile,
  });
}
