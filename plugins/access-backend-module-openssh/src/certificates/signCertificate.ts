import { randomBytes } from 'node:crypto';
import { CertificateSpec } from '@stagedoor/plugin-access-node';
import { readPublicKey } from '../keys/readPublicKey';
import { SshPublicKey } from '../keys/SshPublicKey';
import { SshWriter } from '../wire/SshWriter';
import { certificateTypeOf } from './certificateType';
import { encodeCertificate } from './encodeCertificate';

/**
 * Makes a certificate.
 *
 * @param sign - signs with Ed25519; answers 64 bytes
 * @returns the line for …-cert.pub
 */
export async function signCertificate(
  spec: CertificateSpec,
  authority: SshPublicKey,
  sign: (bytes: Buffer) => Buffer | Promise<Buffer>,
): Promise<string> {
  const subject = readPublicKey(spec.publicKey);
  const signed = encodeCertificate(
    spec,
    subject,
    authority.blob,
    randomBytes(32),
  );
  const signature = new SshWriter()
    .string('ssh-ed25519')
    .string(await sign(signed))
    .toBuffer();
  const blob = new SshWriter().raw(signed).string(signature).toBuffer();
  return `${certificateTypeOf(subject.type)} ${blob.toString('base64')}`;
}
