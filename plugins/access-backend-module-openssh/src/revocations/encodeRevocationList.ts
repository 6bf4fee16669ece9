import { SshWriter } from '../wire/SshWriter';

const magic = 'SSHKRL\n\0';
const formatVersion = 1;
const sectionCertificates = 1;
const sectionSerialList = 0x20;

/**
 * Writes a key revocation list (OpenSSH PROTOCOL.krl) of serials, whichever authority has signed them.
 *
 * Serials are listed one by one. ssh-keygen would pack those that lie close together into a bitmap, and writes bitmaps
 * that are too large for sshd to read: then nobody can log in at all.
 */
export function encodeRevocationList(options: {
  serials: readonly bigint[];
  version: bigint;
  madeAt: Date;
}): Buffer {
  const serials = new SshWriter();
  options.serials.forEach(serial => serials.uint64(serial));
  const certificates = new SshWriter()
    // No authority: all of them. Serials are random, so no two certificates share one.
    .string('')
    .string('')
    .byte(sectionSerialList)
    .string(serials.toBuffer());
  return new SshWriter()
    .raw(Buffer.from(magic, 'latin1'))
    .uint32(formatVersion)
    .uint64(options.version)
    .uint64(BigInt(Math.floor(options.madeAt.getTime() / 1000)))
    .uint64(0n)
    .string('')
    .string('')
    .byte(sectionCertificates)
    .string(certificates.toBuffer())
    .toBuffer();
}
