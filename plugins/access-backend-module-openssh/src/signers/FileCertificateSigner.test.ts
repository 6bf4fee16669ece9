import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describeCertificate } from '../__testUtils__/describeCertificate';
import { Keygen } from '../__testUtils__/Keygen';
import { FileCertificateSigner } from './FileCertificateSigner';

let keygen: Keygen;
let publicKey: string;
let count = 0;

beforeAll(() => {
  keygen = new Keygen();
  publicKey = keygen.makePublicKey();
});

afterAll(() => keygen.close());

const newFile = () => {
  count += 1;
  return join(keygen.folder, `ca-${count}`, 'users');
};

const mode = (file: string) => (statSync(file).mode % 0o1000).toString(8);

describe('FileCertificateSigner', () => {
  it('makes a key that only its owner can read, and operators can use', async () => {
    const file = newFile();
    const signer = await FileCertificateSigner.open(file);
    expect(signer.isNew).toBe(true);
    expect(mode(join(file, '..'))).toBe('700');
    expect(mode(file)).toBe('600');
    expect(readdirSync(join(file, '..')).sort()).toEqual([
      'users',
      'users.pub',
    ]);
    expect(readFileSync(`${file}.pub`, 'utf8').trim()).toBe(signer.publicKey);
    expect(keygen.run('-y', '-f', file)).toContain(signer.publicKey);
    keygen.run('-q', '-s', file, '-I', 'x', '-n', 'y', keygen.write(publicKey));
    expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN OPENSSH PRIVATE/);
  });

  it('keeps the key', async () => {
    const file = newFile();
    const { publicKey: first } = await FileCertificateSigner.open(file);
    const again = await FileCertificateSigner.open(file);
    expect(again).toMatchObject({ isNew: false, publicKey: first });
  });

  it('makes one key when many processes start at once', async () => {
    const file = newFile();
    const signers = await Promise.all(
      Array.from({ length: 20 }, () => FileCertificateSigner.open(file)),
    );
    expect(new Set(signers.map(signer => signer.publicKey)).size).toBe(1);
    expect(signers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(readdirSync(join(file, '..'))).toHaveLength(2);
  });

  it.each<[string, (file: string) => void]>([
    [
      'of ssh-keygen',
      file => keygen.run('-q', '-t', 'ed25519', '-N', '', '-f', file),
    ],
    [
      'in PKCS #8',
      file => writeFileSync(file, pkcs8('ed25519'), { mode: 0o600 }),
    ],
  ])('takes a key %s', async (_, make) => {
    const file = newFile();
    mkdirSync(join(file, '..'), { mode: 0o700 });
    make(file);
    const signer = await FileCertificateSigner.open(file);
    const read = keygen.read(
      await signer.sign(describeCertificate({ publicKey })),
    );
    expect(read.authority).toBe(keygen.fingerprint(signer.publicKey));
  });

  it.each<[string, (file: string) => void, string]>([
    [
      'a folder that others can list',
      file => chmodSync(join(file, '..'), 0o750),
      'chmod 0700',
    ],
    [
      'a key that others can read',
      file => chmodSync(file, 0o644),
      'chmod 0600',
    ],
    [
      'a key that the group can change',
      file => chmodSync(file, 0o620),
      'chmod 0600',
    ],
    [
      'an RSA key',
      file => writeFileSync(file, pkcs8('rsa')),
      'is not an Ed25519 key',
    ],
    [
      'a key with a passphrase',
      file => keygen.run('-q', '-p', '-N', 'secret', '-f', file),
      'without a passphrase',
    ],
    [
      'half a key',
      file => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 200)),
      'is not a private key',
    ],
    ['nothing', file => writeFileSync(file, ''), 'is not a private key'],
    [
      'another public key beside it',
      file => writeFileSync(`${file}.pub`, publicKey),
      'is not the public key of',
    ],
  ])('refuses %s', async (_, change, message) => {
    const file = newFile();
    await FileCertificateSigner.open(file);
    change(file);
    await expect(FileCertificateSigner.open(file)).rejects.toThrow(message);
  });

  it('refuses links', async () => {
    const [file, other] = [newFile(), newFile()];
    await FileCertificateSigner.open(file);
    mkdirSync(join(other, '..'), { mode: 0o700 });
    symlinkSync(file, other);
    await expect(FileCertificateSigner.open(other)).rejects.toThrow('a link');
    symlinkSync(join(file, '..'), `${keygen.folder}/linked`);
    await expect(
      FileCertificateSigner.open(`${keygen.folder}/linked/users`),
    ).rejects.toThrow('must not be a link');
  });

  it('says nothing of a key that it cannot read', async () => {
    const file = newFile();
    await FileCertificateSigner.open(file);
    writeFileSync(file, '-----BEGIN PRIVATE KEY-----\nc4nary\n');
    const error = await FileCertificateSigner.open(file).catch(String);
    expect(error).toContain(file);
    expect(error).not.toContain('c4nary');
  });
});

function pkcs8(type: 'ed25519' | 'rsa'): string {
  const { privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
