import { InputError } from '@backstage/errors';
import { AccessCertificates } from '@stagedoor/plugin-access-node';
import { SshEngineConfig } from '../config';
import { CertificateHostCredentials } from './CertificateHostCredentials';
import {
  FileHostCredentials,
  HostCredentials,
  KeyFiles,
} from './HostCredentials';

/**
 * Chooses what the platform signs in with: as the operator has decided, or else with certificates wherever hosts trust
 * them, and with the configured key where they do not.
 *
 * @throws InputError if there is none of it
 */
export function createCredentials(
  config: SshEngineConfig,
  certificates: AccessCertificates,
): HostCredentials {
  const standingKey = readStandingKey(config);
  const { credentials = certificates.isAvailable ? 'access' : 'files' } =
    config;
  if (credentials === 'files') {
    return new FileHostCredentials({
      knownHostsFile: config.knownHostsFile,
      key: standingKey,
    });
  }
  if (!certificates.isAvailable) {
    throw new InputError(
      'releases.ssh.credentials: access needs the OpenSSH module of the access plugin, which is not installed',
    );
  }
  return new CertificateHostCredentials({
    certificates,
    knownHostsFile: config.knownHostsFile,
    standingKey,
  });
}

/** The configured key; undefined for what the account of the platform has. */
export function readStandingKey({
  identityFile,
  certificateFile,
}: SshEngineConfig): KeyFiles | undefined {
  return identityFile === undefined
    ? undefined
    : { identityFile, certificateFile };
}
