import { createPublicKey } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { SshReader } from '../wire/SshReader';
import { SshPublicKey } from './SshPublicKey';

const leastRsaBits = 3072;
const mostRsaBits = 16_384;

interface Curve {
  type: string;
  name: string;
  jwk: string;
  bytes: number;
}

const curves: readonly Curve[] = [
  { type: 'ecdsa-sha2-nistp256', name: 'nistp256', jwk: 'P-256', bytes: 32 },
  { type: 'ecdsa-sha2-nistp384', name: 'nistp384', jwk: 'P-384', bytes: 48 },
  { type: 'ecdsa-sha2-nistp521', name: 'nistp521', jwk: 'P-521', bytes: 66 },
];

const checks: Record<string, (reader: SshReader) => void> = {
  'ssh-ed25519': checkEd25519,
  'ssh-rsa': checkRsa,
  'sk-ssh-ed25519@openssh.com': reader => {
    checkEd25519(reader);
    checkApplication(reader);
  },
  'sk-ecdsa-sha2-nistp256@openssh.com': reader => {
    checkCurve(curves[0], reader);
    checkApplication(reader);
  },
  ...Object.fromEntries(
    curves.map(curve => [
      curve.type,
      (reader: SshReader) => checkCurve(curve, reader),
    ]),
  ),
};

/** The kinds of keys that certificates are issued for. */
export const keyTypes: readonly string[] = Object.keys(checks);

/**
 * Checks a public key of a known type, byte for byte.
 *
 * @throws InputError that says what is wrong with it
 */
export function decodeKey(type: string, blob: Buffer): SshPublicKey {
  const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
  if (!check) {
    throw new InputError(
      'Keys of this type are not accepted; make one with: ssh-keygen -t ed25519',
    );
  }
  const reader = new SshReader(blob);
  let fields: Buffer;
  try {
    if (reader.text() !== type) {
      throw new RangeError('of another type');
    }
    fields = blob.subarray(4 + type.length);
    check(reader);
    if (!reader.isAtEnd) {
      throw new RangeError('longer than it says');
    }
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    throw new InputError(
      'This key is damaged; copy the whole line from the file that ends in .pub',
    );
  }
  return { type, blob, fields };
}

function checkEd25519(reader: SshReader): void {
  if (reader.string().length !== 32) {
    throw new RangeError('not 32 bytes');
  }
}

function checkRsa(reader: SshReader): void {
  const exponent = reader.positiveNumber();
  const modulus = reader.positiveNumber();
  const isOdd = (digits: Buffer) => digits[digits.length - 1] % 2 === 1;
  const isOne = exponent.length === 1 && exponent[0] === 1;
  if (isOne || exponent.length > 8 || !isOdd(exponent) || !isOdd(modulus)) {
    throw new RangeError('not an RSA key');
  }
  const bits = modulus.length * 8 - Math.clz32(modulus[0]) + 24;
  if (bits < leastRsaBits) {
    throw new InputError(
      `RSA keys need ${leastRsaBits} bits or more; this one has ${bits}. Make a better key with: ssh-keygen -t ed25519`,
    );
  }
  if (bits > mostRsaBits) {
    throw new InputError(`RSA keys have ${mostRsaBits} bits at most`);
  }
}

function checkCurve(curve: Curve, reader: SshReader): void {
  const name = reader.text();
  const point = reader.string();
  if (name !== curve.name || point.length !== 1 + 2 * curve.bytes) {
    throw new RangeError('of another curve');
  }
  if (point[0] !== 4) {
    throw new RangeError('not a whole point');
  }
  // Fails if the point does not lie on the curve.
  createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: curve.jwk,
      x: point.subarray(1, 1 + curve.bytes).toString('base64url'),
      y: point.subarray(1 + curve.bytes).toString('base64url'),
    },
  });
}

function checkApplication(reader: SshReader): void {
  if (!/^ssh:[\x21-\x7e]{0,100}$/.test(reader.text())) {
    throw new RangeError('not a key for SSH');
  }
}
