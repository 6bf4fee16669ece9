import { createHash } from 'node:crypto';

/** A public key that has been checked. */
export interface SshPublicKey {
  /** Such as `ssh-ed25519`. */
  type: string;
  /** The whole key as SSH writes it. */
  blob: Buffer;
  /** What follows the type in it. */
  fields: Buffer;
}

/** One line without a comment, as in authorized_keys. */
export function formatKey({ type, blob }: SshPublicKey): string {
  return `${type} ${blob.toString('base64')}`;
}

/** As `ssh-keygen -l` prints it. */
export function fingerprintOf({ blob }: Pick<SshPublicKey, 'blob'>): string {
  const digest = createHash('sha256').update(blob).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
