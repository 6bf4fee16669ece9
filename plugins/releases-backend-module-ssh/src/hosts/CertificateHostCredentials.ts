import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  AccessCertificates,
  nameInCertificates,
  ProgramCertificate,
} from '@stagedoor/plugin-access-node';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  HostCredentials,
  HostIdentity,
  HostLogin,
  KeyFiles,
  whenKeyRefused,
} from './HostCredentials';
import { HostTrust, isPinned, trustFile, whenKeyDiffers } from './hostTrust';
import { withLoginFolder } from './withLoginFolder';

const execute = promisify(execFile);

/** Long enough for a busy host to let the platform in at the third attempt. */
const lifetimeSeconds = 300;
const timeoutMs = 20_000;

/** A new key for every login, with a certificate of the access plugin that is good for one account on one host. */
export class CertificateHostCredentials implements HostCredentials {
  readonly #certificates: AccessCertificates;
  readonly #knownHostsFile: string;
  readonly #standingKey: KeyFiles | undefined;

  /**
   * @param options - `knownHostsFile` pins keys of hosts; the others are known by their descriptions, or have to show
   * certificates. `standingKey` is tried after the certificate, on hosts that do not trust the authority
   */
  constructor(options: {
    certificates: AccessCertificates;
    knownHostsFile: string;
    standingKey?: KeyFiles;
  }) {
    this.#certificates = options.certificates;
    this.#knownHostsFile = options.knownHostsFile;
    this.#standingKey = options.standingKey;
  }

  async withIdentity<T>(
    login: HostLogin,
    signIn: (identity: HostIdentity) => Promise<T>,
  ): Promise<T> {
    return withLoginFolder(async folder =>
      signIn(await this.#createIdentity(login, folder)),
    );
  }

  async #createIdentity(
    { release, host, user }: HostLogin,
    folder: string,
  ): Promise<HostIdentity> {
    const identityFile = join(folder, 'key');
    await execute(
      'ssh-keygen',
      ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', identityFile],
      { timeout: timeoutMs },
    );
    const name = nameInCertificates(host);
    const issued = await this.#certificates.issueForHost({
      purpose: release === undefined ? 'inspection' : `release:${release}`,
      publicKey: await readFile(`${identityFile}.pub`, 'utf8'),
      host: name,
      account: user,
      seconds: lifetimeSeconds,
      ...(host.hostKey !== undefined && { hostKey: host.hostKey }),
    });
    const certificateFile = `${identityFile}-cert.pub`;
    await writeFile(certificateFile, `${issued.certificate}\n`);
    const certified = { identityFile, certificateFile };
    const whenRefused = `it has to trust the certificate authority hosts-users, and the account ${user} there needs the principal host:${name}:${user}`;
    return {
      keys: this.#standingKey ? [certified, this.#standingKey] : [certified],
      trust: await this.#chooseTrust(host, issued, folder),
      whenRefused: this.#standingKey
        ? `${whenRefused}; or ${whenKeyRefused}`
        : whenRefused,
    };
  }

  async #chooseTrust(
    host: PlannedHost,
    { hostKeyAlias, knownHosts }: ProgramCertificate,
    folder: string,
  ): Promise<HostTrust> {
    if (await isPinned(host.address, this.#knownHostsFile)) {
      return trustFile(this.#knownHostsFile);
    }
    const knownHostsFile = join(folder, 'known_hosts');
    await writeFile(knownHostsFile, knownHosts);
    return {
      knownHostsFile,
      hostKeyAlias,
      whenUnknown: host.hostKey
        ? whenKeyDiffers
        : `its host key is neither in releases.ssh.knownHostsFile, nor has it a certificate for the name ${hostKeyAlias} by the certificate authority host-keys`,
    };
  }
}
