import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertError, isError } from '@backstage/errors';
import {
  CertificateSigner,
  CertificateSpec,
} from '@stagedoor/plugin-access-node';
import { signCertificate } from '../certificates/signCertificate';
import { readPublicKey } from '../keys/readPublicKey';
import { formatKey, SshPublicKey } from '../keys/SshPublicKey';
import { publicKeyOf } from './ed25519';
import { createFile, openKeyFolder, readPrivateFile } from './keyFolder';
import { formatPrivateKey, parsePrivateKey } from './privateKeyFormat';

/** Signs with an Ed25519 key in a file that nobody but the platform's account can read. */
export class FileCertificateSigner implements CertificateSigner {
  readonly publicKey: string;
  /** Whether the key was made just now. */
  readonly isNew: boolean;
  readonly #privateKey: KeyObject;
  readonly #authority: SshPublicKey;

  /**
   * Reads the key, or makes one if there is none. Several processes may do so at once: one of them makes it.
   *
   * @param file - its absolute path; the public key lies beside it, with `.pub` behind its name
   * @throws Error if somebody else could get at the key
   */
  static async open(file: string): Promise<FileCertificateSigner> {
    await openKeyFolder(dirname(file));
    let text = await readPrivateFile(file);
    let isNew = false;
    if (text === undefined) {
      isNew = await makeKey(file);
      text = (await readPrivateFile(file)) ?? '';
    }
    let privateKey: KeyObject;
    try {
      privateKey = parsePrivateKey(text);
    } catch (error) {
      assertError(error);
      throw new Error(`${file} ${error.message}`);
    }
    const signer = new FileCertificateSigner(privateKey, isNew);
    await checkPublicFile(`${file}.pub`, signer.publicKey);
    return signer;
  }

  private constructor(privateKey: KeyObject, isNew: boolean) {
    this.#privateKey = privateKey;
    this.#authority = publicKeyOf(privateKey);
    this.publicKey = formatKey(this.#authority);
    this.isNew = isNew;
  }

  async sign(spec: CertificateSpec): Promise<string> {
    return signCertificate(spec, this.#authority, bytes =>
      sign(null, bytes, this.#privateKey),
    );
  }
}

async function makeKey(file: string): Promise<boolean> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const name = file.slice(join(dirname(file), '/').length);
  return createFile(file, formatPrivateKey(privateKey, name), 0o600);
}

/** Whoever copies the public key of another authority to the hosts locks everybody out. */
async function checkPublicFile(file: string, publicKey: string): Promise<void> {
  const text = await readOptional(file);
  if (text === undefined) {
    await createFile(file, `${publicKey}\n`, 0o644);
  } else if (formatKey(readPublicKey(text)) !== publicKey) {
    throw new Error(
      `${file} is not the public key of the private key beside it; delete it, and it is written anew`,
    );
  }
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
