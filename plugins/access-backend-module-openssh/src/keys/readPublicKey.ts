import { InputError } from '@backstage/errors';
import { decodeKey } from './decodeKey';
import { fingerprintOf, SshPublicKey } from './SshPublicKey';

const mostBytes = 16_384;
const typePattern = /^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+$/;

/**
 * Reads a public key that somebody pasted. What it says is wrong never repeats what was pasted: it may be a secret.
 *
 * @param options - `refused` are fingerprints of keys that are no person's, with what they are
 * @throws InputError that says what to paste instead
 */
export function readPublicKey(
  text: string,
  options: { refused?: ReadonlyMap<string, string> } = {},
): SshPublicKey {
  refuseOtherThings(text);
  const lines = text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(Boolean);
  if (lines.length === 0) {
    throw new InputError(
      'Paste a public key: the line in a file that ends in .pub',
    );
  }
  if (lines.length > 1) {
    throw new InputError(
      'Paste one key, in one line; there are several lines here',
    );
  }
  const [type, base64 = ''] = lines[0].split(/[ \t]+/);
  refuseOtherTypes(type, lines[0]);
  const blob = Buffer.from(base64, 'base64');
  if (base64 === '' || blob.toString('base64') !== base64) {
    throw new InputError(
      'This key is damaged; copy the whole line from the file that ends in .pub',
    );
  }
  const key = decodeKey(type, blob);
  const owner = options.refused?.get(fingerprintOf(key));
  if (owner) {
    throw new InputError(`This is the key of ${owner}; paste one of your own`);
  }
  return key;
}

function refuseOtherThings(text: string): void {
  // Looked for before anything else, in however much was pasted.
  if (/PRIVATE KEY|PuTTY-User-Key-File|Private-Lines/i.test(text)) {
    throw new InputError(
      'This is a private key. Never paste it anywhere: whoever has it can be you. Nothing of it was kept; still, make a new key, and paste the line in the file that ends in .pub',
    );
  }
  if (Buffer.byteLength(text) > mostBytes) {
    throw new InputError('This is longer than any public key');
  }
  if (/^-{4,5} ?BEGIN/im.test(text)) {
    throw new InputError(
      'This key is in another format; turn it into the one of OpenSSH with: ssh-keygen -i',
    );
  }
  if (
    /[^\t\r\n\x20-\x7e]/.test(
      text
        .replace(/^\ufeff/, '')
        .split(/\s+/)
        .slice(0, 2)
        .join(''),
    )
  ) {
    throw new InputError(
      'This key is damaged; copy the whole line from the file that ends in .pub',
    );
  }
}

function refuseOtherTypes(type: string, line: string): void {
  if (type.includes('-cert-v0')) {
    throw new InputError(
      'This is a certificate. Paste the key that it is for: its file ends in .pub, but not in -cert.pub',
    );
  }
  if (/^ssh-(?:dss|dsa)$/.test(type)) {
    throw new InputError(
      'DSA keys are no longer safe; make another with: ssh-keygen -t ed25519',
    );
  }
  const hasOptions =
    !typePattern.test(type) &&
    line.split(/[ \t]+/).some(word => typePattern.test(word));
  if (hasOptions) {
    throw new InputError(
      'Leave out what stands before the key: it has to begin with its type, such as ssh-ed25519',
    );
  }
  if (!typePattern.test(type)) {
    throw new InputError(
      'This is not a public key of OpenSSH. It begins with its type, such as ssh-ed25519, and lies in a file that ends in .pub',
    );
  }
}
