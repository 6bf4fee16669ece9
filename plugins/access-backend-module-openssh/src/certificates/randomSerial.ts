import { randomBytes } from 'node:crypto';

/** Never issued. It is on every revocation list, so that none is empty. */
export const reservedSerial = 1n;

/**
 * A serial that nobody can guess. Random rather than counted because ssh-keygen writes revocation lists that nobody can
 * read when serials lie close together.
 */
export function randomSerial(): bigint {
  const serial = BigInt.asUintN(63, randomBytes(8).readBigUInt64BE());
  return serial > reservedSerial ? serial : randomSerial();
}
