import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SshWriter } from '../wire/SshWriter';

/** Public keys as security keys have them, which ssh-keygen makes only when one is plugged in. */
export function makeSecurityKey(kind: 'ed25519' | 'ecdsa'): string {
  const type =
    kind === 'ed25519'
      ? 'sk-ssh-ed25519@openssh.com'
      : 'sk-ecdsa-sha2-nistp256@openssh.com';
  const writer = new SshWriter().string(type);
  if (kind === 'ed25519') {
    const { x } = generateKeyPairSync('ed25519').publicKey.export({
      format: 'jwk',
    });
    writer.string(Buffer.from(x!, 'base64url'));
  } else {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = createPublicKey(
      publicKey.export({ format: 'pem', type: 'spki' }),
    ).export({ format: 'jwk' });
    writer
      .string('nistp256')
      .string(
        Buffer.concat([
          Buffer.of(4),
          Buffer.from(x!, 'base64url'),
          Buffer.from(y!, 'base64url'),
        ]),
      );
  }
  return `${type} ${writer.string('ssh:').toBuffer().toString('base64')}`;
}
