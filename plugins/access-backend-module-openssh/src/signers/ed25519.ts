import { createPrivateKey, createPublicKey, KeyObject } from 'node:crypto';
import { SshPublicKey } from '../keys/SshPublicKey';
import { SshWriter } from '../wire/SshWriter';

const type = 'ssh-ed25519';

/** The public key that belongs to a private one. */
export function publicKeyOf(privateKey: KeyObject): SshPublicKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const fields = new SshWriter()
    .string(Buffer.from(x ?? '', 'base64url'))
    .toBuffer();
  return {
    type,
    fields,
    blob: new SshWriter().string(type).raw(fields).toBuffer(),
  };
}

/** The 32 bytes of a public key. */
export function bytesOf(publicKey: SshPublicKey): Buffer {
  return publicKey.fields.subarray(4);
}

export function privateKeyFrom(seed: Buffer, publicBytes: Buffer): KeyObject {
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      d: seed.toString('base64url'),
      x: publicBytes.toString('base64url'),
    },
  });
}

export function verifierFrom(publicKey: SshPublicKey): KeyObject {
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: bytesOf(publicKey).toString('base64url'),
    },
  });
}
