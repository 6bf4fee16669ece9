import { CertificateSpec } from '@stagedoor/plugin-access-node';
import { SshPublicKey } from '../keys/SshPublicKey';
import { SshWriter } from '../wire/SshWriter';
import { certificateTypeOf } from './certificateType';
import { checkSpec } from './checkSpec';

const kinds = { user: 1, host: 2 } as const;

/**
 * Writes everything of a certificate but its signature (OpenSSH PROTOCOL.certkeys): the part that is signed.
 *
 * @param spec - what it says
 * @param subject - the key that it is for; `spec.publicKey`, read
 * @param authority - the key of the authority that signs it, as SSH writes it
 * @param nonce - 32 random bytes
 * @throws InputError if it would say something that can be misread
 */
export function encodeCertificate(
  spec: CertificateSpec,
  subject: SshPublicKey,
  authority: Buffer,
  nonce: Buffer,
): Buffer {
  checkSpec(spec);
  const principals = new SshWriter();
  spec.principals.forEach(principal => principals.string(principal));
  return new SshWriter()
    .string(certificateTypeOf(subject.type))
    .string(nonce)
    .raw(subject.fields)
    .uint64(spec.serial)
    .uint32(kinds[spec.kind])
    .string(spec.keyId)
    .string(principals.toBuffer())
    .uint64(toSeconds(spec.validAfter))
    .uint64(toSeconds(spec.validBefore))
    .string(encodeCriticalOptions(spec.criticalOptions ?? {}))
    .string(encodeExtensions(spec.extensions ?? []))
    .string('')
    .string(authority)
    .toBuffer();
}

function encodeCriticalOptions(
  options: Readonly<Record<string, string>>,
): Buffer {
  const writer = new SshWriter();
  for (const [name, value] of Object.entries(options).sort(byName)) {
    // The value is a string inside a string; that of a mere flag is nothing inside one.
    const inner = value === '' ? '' : new SshWriter().string(value).toBuffer();
    writer.string(name).string(inner);
  }
  return writer.toBuffer();
}

function encodeExtensions(names: readonly string[]): Buffer {
  const writer = new SshWriter();
  [...names].sort(compareBytes).forEach(name => writer.string(name).string(''));
  return writer.toBuffer();
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return compareBytes(a, b);
}

/** By bytes, as sshd compares them: 'X' comes before 'a'. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function toSeconds(time: Date): bigint {
  return BigInt(Math.floor(time.getTime() / 1000));
}
