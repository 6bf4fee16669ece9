/** What was pasted: a public key, or why it is none. */
export type PastedKey =
  | { kind: 'public'; line: string; name: string }
  | { kind: 'private' | 'certificate' | 'several' | 'unreadable' };

const types =
  /^(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/;

/**
 * Looks at a pasted key before anything is sent: a private key must not leave the browser, and the usual mistakes are
 * told apart.
 */
export function readPublicKey(pasted: string): PastedKey {
  if (isPrivateKey(pasted)) {
    return { kind: 'private' };
  }
  const lines = pasted
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  if (lines.length > 1) {
    return { kind: 'several' };
  }
  const [type = '', blob = '', ...comment] = (lines[0] ?? '').split(/\s+/);
  if (type.includes('-cert-v01@openssh.com')) {
    return { kind: 'certificate' };
  }
  if (!types.test(type) || !/^AAAA[A-Za-z0-9+/]{20,}={0,2}$/.test(blob)) {
    return { kind: 'unreadable' };
  }
  return { kind: 'public', line: lines[0], name: comment.join(' ') };
}

/** In any of the formats that tools write: OpenSSH, PEM, PuTTY. */
export function isPrivateKey(text: string): boolean {
  return (
    /PRIVATE[ -]KEY/i.test(text) ||
    /^\s*PuTTY-User-Key-File/im.test(text) ||
    // The beginning of "openssh-key-v1" in base64, for a key without its frame.
    text.includes('b3BlbnNzaC1rZXktdjE')
  );
}
