import { InputError } from '@backstage/errors';

const pattern =
  /^((?:ssh|ecdsa|sk)-[a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/]{20,16000}={0,2})(?:[ \t].*)?$/;

/**
 * Reads the public key of a host, as its file ends in .pub.
 *
 * @returns one line without a comment
 * @throws InputError
 */
export function readHostKey(text: string): string {
  const [, type = '', base64 = ''] = pattern.exec(text.trim()) ?? [];
  // A key begins with its type again, and that with its length.
  const head = Buffer.alloc(4);
  head.writeUInt32BE(type.length);
  const start = Buffer.concat([head, Buffer.from(type)]);
  const blob = Buffer.from(base64, 'base64');
  if (
    type === '' ||
    type.includes('-cert-') ||
    !blob.subarray(0, start.length).equals(start)
  ) {
    throw new InputError(
      'it has to be one public key in one line, such as ssh-ed25519 AAAA…',
    );
  }
  return `${type} ${base64}`;
}
