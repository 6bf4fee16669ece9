import { createPrivateKey, KeyObject, randomInt } from 'node:crypto';
import { SshReader } from '../wire/SshReader';
import { SshWriter } from '../wire/SshWriter';
import { privateKeyFrom, publicKeyOf } from './ed25519';

const begin = '-----BEGIN OPENSSH PRIVATE KEY-----';
const end = '-----END OPENSSH PRIVATE KEY-----';
const magic = 'openssh-key-v1\0';
const blockSize = 8;

/** Writes an Ed25519 key as ssh-keygen does (OpenSSH PROTOCOL.key), so that operators can use it with their tools. */
export function formatPrivateKey(key: KeyObject, comment: string): string {
  const { d, x } = key.export({ format: 'jwk' });
  const publicBytes = Buffer.from(x ?? '', 'base64url');
  const check = randomInt(2 ** 32);
  const secret = new SshWriter()
    .uint32(check)
    .uint32(check)
    .string('ssh-ed25519')
    .string(publicBytes)
    .string(Buffer.concat([Buffer.from(d ?? '', 'base64url'), publicBytes]))
    .string(comment);
  for (let i = 1; secret.toBuffer().length % blockSize !== 0; i += 1) {
    secret.byte(i);
  }
  const text = new SshWriter()
    .raw(Buffer.from(magic))
    .string('none')
    .string('none')
    .string('')
    .uint32(1)
    .string(publicKeyOf(key).blob)
    .string(secret.toBuffer())
    .toBuffer()
    .toString('base64')
    .replace(/.{70}(?=.)/g, '$&\n');
  return `${begin}\n${text}\n${end}\n`;
}

/**
 * Reads an Ed25519 key without passphrase, in the format of OpenSSH or in PKCS #8.
 *
 * @throws Error whose message says nothing of the key
 */
export function parsePrivateKey(text: string): KeyObject {
  let key: KeyObject;
  try {
    key = text.trimStart().startsWith(begin)
      ? parseOpenSsh(text)
      : createPrivateKey(text);
  } catch {
    throw new Error('is not a private key without a passphrase');
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error('is not an Ed25519 key');
  }
  return key;
}

function parseOpenSsh(text: string): KeyObject {
  const base64 = text.slice(
    text.indexOf(begin) + begin.length,
    text.indexOf(end),
  );
  const reader = new SshReader(Buffer.from(base64, 'base64'));
  const isPlain =
    reader.take(magic.length).toString('latin1') === magic &&
    reader.text() === 'none' &&
    reader.text() === 'none' &&
    reader.text() === '' &&
    reader.uint32() === 1;
  const publicBlob = reader.string();
  const secret = new SshReader(reader.string());
  const checks = [secret.uint32(), secret.uint32()];
  if (!isPlain || checks[0] !== checks[1] || secret.text() !== 'ssh-ed25519') {
    throw new Error('not a plain Ed25519 key');
  }
  const publicBytes = secret.string();
  const key = privateKeyFrom(secret.string().subarray(0, 32), publicBytes);
  if (!publicKeyOf(key).blob.equals(publicBlob)) {
    throw new Error('its halves do not belong together');
  }
  return key;
}
