import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Keygen } from '../__testUtils__/Keygen';
import { makeSecurityKey } from '../__testUtils__/securityKeys';
import { SshReader } from '../wire/SshReader';
import { SshWriter } from '../wire/SshWriter';
import { readPublicKey } from './readPublicKey';
import { fingerprintOf, formatKey } from './SshPublicKey';

let keygen: Keygen;
let line: string;

beforeAll(() => {
  keygen = new Keygen();
  line = keygen.makePublicKey();
});

afterAll(() => keygen.close());

const lineOf = (type: string, blob: Buffer) =>
  `${type} ${blob.toString('base64')}`;

const rsa = (exponent: number[], modulus: number[]) =>
  lineOf(
    'ssh-rsa',
    new SshWriter()
      .string('ssh-rsa')
      .string(Buffer.from(exponent))
      .string(Buffer.from(modulus))
      .toBuffer(),
  );
const modulus = (bytes: number, last = 1) => [
  0,
  0xff,
  ...Array(bytes - 2).fill(0x55),
  last,
];

describe('readPublicKey', () => {
  it.each<[string, () => string]>([
    ['ed25519', () => line],
    ['rsa', () => keygen.makePublicKey('rsa', 3072)],
    ['ecdsa', () => keygen.makePublicKey('ecdsa', 521)],
    ['a security key', () => makeSecurityKey('ed25519')],
    ['an ECDSA security key', () => makeSecurityKey('ecdsa')],
    ['a comment', () => `${line} alice@laptop with words and ümlauts`],
    ['spaces around it', () => `\r\n  ${line}\t\r\n\r\n`],
  ])('reads %s', (_, make) => {
    const pasted = make();
    const key = readPublicKey(pasted);
    expect(pasted.trim()).toContain(formatKey(key));
    expect(fingerprintOf(key)).toBe(keygen.fingerprint(formatKey(key)));
  });

  it.each<[string, () => string, string]>([
    ['nothing', () => ' \n', 'Paste a public key'],
    [
      'a private key',
      () => readFileSync(keygen.makeKey(), 'utf8'),
      'Never paste it',
    ],
    [
      'a private key below a public one',
      () => `${line}\n-----BEGIN PRIVATE KEY-----`,
      'Never paste it',
    ],
    [
      'a private key behind a lot',
      () => `${'#'.repeat(1e6)}-----BEGIN RSA PRIVATE KEY-----`,
      'Never paste it',
    ],
    [
      'a private key of PuTTY',
      () => 'PuTTY-User-Key-File-3: ssh-ed25519',
      'Never paste it',
    ],
    [
      'a certificate',
      () => 'ssh-ed25519-cert-v01@openssh.com AAAA',
      'This is a certificate',
    ],
    [
      'a DSA key',
      () => 'ssh-dss AAAAB3NzaC1kc3M=',
      'DSA keys are no longer safe',
    ],
    [
      'a short RSA key',
      () => keygen.makePublicKey('rsa', 1024),
      'this one has 1024',
    ],
    [
      'an RSA key a bit too short',
      () => rsa([1, 0, 1], [0x7f, ...modulus(384).slice(2)]),
      'this one has 3071',
    ],
    [
      'an RSA key that is too long',
      () => rsa([1, 0, 1], modulus(2049)),
      '16384 bits at most',
    ],
    ['an RSA key with exponent 1', () => rsa([1], modulus(384)), 'damaged'],
    [
      'an RSA key with an even exponent',
      () => rsa([4], modulus(384)),
      'damaged',
    ],
    ['an even RSA modulus', () => rsa([1, 0, 1], modulus(384, 2)), 'damaged'],
    [
      'a negative RSA modulus',
      () => rsa([1, 0, 1], modulus(384).slice(1)),
      'damaged',
    ],
    [
      'a padded RSA modulus',
      () => rsa([1, 0, 1], [0, ...modulus(384)]),
      'damaged',
    ],
    [
      'options before the key',
      () => `command="id",no-pty ${line}`,
      'Leave out what stands before',
    ],
    [
      'a line of known_hosts',
      () => `web-1 ${line}`,
      'Leave out what stands before',
    ],
    ['several keys', () => `${line}\n${line}`, 'Paste one key'],
    [
      'a key across lines',
      () => line.replace(/(.{40})/, '$1\n'),
      'Paste one key',
    ],
    [
      'a key of the 1990s',
      () => `---- BEGIN SSH2 PUBLIC KEY ----\nAAAA`,
      'ssh-keygen -i',
    ],
    ['a PEM key', () => '-----BEGIN PUBLIC KEY-----\nMCow', 'ssh-keygen -i'],
    ['a path', () => '~/.ssh/id_ed25519.pub', 'not a public key'],
    ['an unknown type', () => 'ssh-ed448 AAAA', 'this type are not accepted'],
    ['an inherited type', () => 'constructor AAAA', 'not a public key'],
    ['no key behind the type', () => 'ssh-ed25519', 'damaged'],
    [
      'another type inside',
      () => line.replace('ssh-ed25519', 'ssh-rsa'),
      'damaged',
    ],
    ['a key cut off', () => line.slice(0, -8), 'damaged'],
    ['a key with more behind', () => line.replace(/=*$/, 'AAAA'), 'damaged'],
    ['other base64', () => line.replace(/.$/, '-'), 'damaged'],
    [
      'a point off the curve',
      () => flip(keygen.makePublicKey('ecdsa', 256)),
      'damaged',
    ],
    ['1 MB', () => `${line} ${'x'.repeat(1e6)}`, 'longer than any'],
    ['an escape sequence', () => `\u001b[2J${line}`, 'damaged'],
  ])('refuses %s', (_, make, message) => {
    const pasted = make();
    const attempt = () => readPublicKey(pasted);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(message);
  });

  it.each<[(canary: string) => string]>([
    [canary => `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}`],
    [canary => canary],
    [canary => `${canary} ${line}`],
    [canary => `ssh-ed25519 ${canary}`],
    [canary => `ssh-${canary} AAAA`],
  ])('never repeats what was pasted: %s', make => {
    const canary = 'c4naryc4naryc4nary';
    expect(() => readPublicKey(make(canary))).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.not.stringContaining(canary),
      }),
    );
  });

  it('refuses the keys of authorities', () => {
    const refused = new Map([[keygen.fingerprint(line), 'the authority x']]);
    expect(() => readPublicKey(line, { refused })).toThrow(
      'This is the key of the authority x',
    );
    expect(() =>
      readPublicKey(keygen.makePublicKey(), { refused }),
    ).not.toThrow();
  });

  it('either reads anything or says what is wrong with it', () => {
    const start = line.slice(0, 30);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.base64String().map(text => `ssh-rsa ${text}`),
          fc.base64String().map(text => `${start}${text}`),
          fc
            .uint8Array()
            .map(bytes =>
              lineOf(
                'ssh-rsa',
                new SshWriter()
                  .string('ssh-rsa')
                  .raw(Buffer.from(bytes))
                  .toBuffer(),
              ),
            ),
        ),
        text => {
          expect(tryToRead(text)).toBe('understood');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('SshReader', () => {
  it('reads what SshWriter writes, and never past the end', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 255 }),
        fc.nat({ max: 2 ** 32 - 1 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.uint8Array(),
        (byte, small, large, bytes) => {
          const written = new SshWriter()
            .byte(byte)
            .uint32(small)
            .uint64(large)
            .string(Buffer.from(bytes))
            .toBuffer();
          const reader = new SshReader(written);
          expect(reader.byte()).toBe(byte);
          expect(reader.uint32()).toBe(small);
          expect(reader.uint64()).toBe(large);
          expect(reader.string()).toEqual(Buffer.from(bytes));
          expect(reader.isAtEnd).toBe(true);
          expect(() => reader.byte()).toThrow(RangeError);
        },
      ),
    );
  });
});

/** Changes one bit near the end. */
function flip(text: string): string {
  const [type, base64] = text.split(' ');
  const blob = Buffer.from(base64, 'base64');
  blob[blob.length - 5] = (blob[blob.length - 5] + 1) % 256;
  return lineOf(type, blob);
}

/** `understood` if it was read as what it is, or refused with a sentence. */
function tryToRead(text: string): unknown {
  try {
    const isWhole = text.includes(formatKey(readPublicKey(text)));
    return isWhole ? 'understood' : 'changed';
  } catch (error) {
    return error instanceof InputError ? 'understood' : error;
  }
}
