import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AccessCertificates } from '@stagedoor/plugin-access-node';
import { parseHostAddress } from './hostAddress';
import {
  HostCredentials,
  HostIdentity,
  HostLogin,
  KeyFiles,
  whenKeyRefused,
} from './HostCredentials';

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
   * @param options - `knownHostsFile` pins keys of hosts; the others have to show certificates. `standingKey` is tried
   * after the certificate, on hosts that do not trust the authority
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
    // Open to this account alone.
    const folder = await mkdtemp(join(tmpdir(), 'stagedoor-login-'));
    try {
      return await signIn(await this.#createIdentity(login, folder));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
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
    const issued = await this.#certificates.issueForHost({
      purpose: release === undefined ? 'inspection' : `release:${release}`,
      publicKey: await readFile(`${identityFile}.pub`, 'utf8'),
      host: host.name,
      account: user,
      seconds: lifetimeSeconds,
    });
    const certificateFile = `${identityFile}-cert.pub`;
    await writeFile(certificateFile, `${issued.certificate}\n`);
    const knownHostsFile = join(folder, 'known_hosts');
    await writeFile(knownHostsFile, issued.knownHosts);
    const isPinned = await this.#isPinned(host.address);
    const certified = { identityFile, certificateFile };
    const whenRefused = `it has to trust the certificate authority hosts-users, and the account ${user} there needs the principal host:${host.name}:${user}`;
    return {
      keys: this.#standingKey ? [certified, this.#standingKey] : [certified],
      ...(!isPinned && {
        trust: { knownHostsFile, hostKeyAlias: issued.hostKeyAlias },
      }),
      whenRefused: this.#standingKey
        ? `${whenRefused}; or ${whenKeyRefused}`
        : whenRefused,
    };
  }

  async #isPinned(address: string): Promise<boolean> {
    const { host, port } = parseHostAddress(address);
    const name = port === 22 ? host : `[${host}]:${port}`;
    try {
      await execute('ssh-keygen', ['-F', name, '-f', this.#knownHostsFile], {
        timeout: timeoutMs,
      });
      return true;
    } catch {
      // It is not in the file, or there is no file.
      return false;
    }
  }
}
