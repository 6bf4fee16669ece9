import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateSigner } from '@stagedoor/plugin-access-node';
import { randomSerial, reservedSerial } from '../certificates/randomSerial';
import { formatKey } from '../keys/SshPublicKey';
import { publicKeyOf } from '../signers/ed25519';

const timeoutMs = 20_000;

/** Lets ssh-keygen read a revocation list before any bastion does. */
export class RevocationListCheck {
  readonly #signer: CertificateSigner;
  readonly #program: string;

  /** @param options - `signer` makes two certificates to try the list on, which are good for nothing */
  constructor(options: { signer: CertificateSigner; program?: string }) {
    this.#signer = options.signer;
    this.#program = options.program ?? 'ssh-keygen';
  }

  /**
   * Checks that the list can be read, says that what is on it is revoked, and lets others pass.
   *
   * @throws Error if sshd would refuse everybody with this list, or nobody
   */
  async check(list: Buffer): Promise<'good' | 'no ssh-keygen'> {
    if (list.length === 0) {
      throw new Error(
        'An empty revocation list lets every revoked certificate in',
      );
    }
    const folder = await mkdtemp(join(tmpdir(), 'stagedoor-krl-'));
    try {
      const file = join(folder, 'krl');
      await writeFile(file, list, { mode: 0o600 });
      const listed = await this.#ask(folder, file, reservedSerial);
      const other = await this.#ask(folder, file, randomSerial());
      if (listed === undefined || other === undefined) {
        return 'no ssh-keygen';
      }
      if (listed !== 'revoked' || other !== 'ok') {
        throw new Error(
          `ssh-keygen cannot use the revocation list: what is on it is ${listed}, another certificate ${other}`,
        );
      }
      return 'good';
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #ask(folder: string, list: string, serial: bigint) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const certificate = await this.#signer.sign({
      publicKey: formatKey(publicKeyOf(privateKey)),
      kind: 'user',
      serial,
      keyId: 'check-of-revocation-list',
      principals: ['nobody'],
      // Long past.
      validAfter: new Date(0),
      validBefore: new Date(1000),
    });
    const file = join(folder, `${serial}.pub`);
    await writeFile(file, `${certificate}\n`);
    return new Promise<'revoked' | 'ok' | 'unreadable' | undefined>(resolve =>
      execFile(
        this.#program,
        ['-Q', '-f', list, file],
        { timeout: timeoutMs, maxBuffer: 65_536 },
        (error, stdout) => {
          if (error?.code === 'ENOENT') {
            resolve(undefined);
          } else if (/: REVOKED\s*$/.test(stdout)) {
            resolve('revoked');
          } else {
            resolve(!error && /: ok\s*$/.test(stdout) ? 'ok' : 'unreadable');
          }
        },
      ),
    );
  }
}
