import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSigner,
  CertificateSpec,
} from '@stagedoor/plugin-access-node';
import fc from 'fast-check';

import { Keygen } from '../__testUtils__/Keygen';
import { makeSecurityKey } from '../__testUtils__/securityKeys';
import { FileCertificateSigner } from '../signers/FileCertificateSigner';
import { isNetwork } from './isNetwork';

const extensionNames = [
  'no-touch-required',
  'permit-X11-forwarding',
  'permit-agent-forwarding',
  'permit-port-forwarding',
  'permit-pty',
  'permit-user-rc',
];

let keygen: Keygen;
let signer: CertificateSigner;
let publicKey: string;

beforeAll(async () => {
  keygen = new Keygen();
  signer = await FileCertificateSigner.open(join(keygen.folder, 'ca', 'users'));
  publicKey = keygen.makePublicKey();
});

afterAll(() => keygen.close());

const spec = (change: Partial<CertificateSpec> = {}): CertificateSpec => ({
  publicKey,
  kind: 'user',
  serial: 42n,
  keyId: 'grant:12:alice',
  principals: ['grant-12'],
  validAfter: new Date('2026-01-02T03:04:05Z'),
  validBefore: new Date('2026-01-02T04:04:05Z'),
  ...change,
});

describe('certificates', () => {
  it.each<[string, () => string]>([
    ['ssh-ed25519', () => keygen.makePublicKey('ed25519')],
    ['ssh-rsa', () => keygen.makePublicKey('rsa', 3072)],
    ['ssh-rsa', () => keygen.makePublicKey('rsa', 4096)],
    ['ecdsa-sha2-nistp256', () => keygen.makePublicKey('ecdsa', 256)],
    ['ecdsa-sha2-nistp384', () => keygen.makePublicKey('ecdsa', 384)],
    ['ecdsa-sha2-nistp521', () => keygen.makePublicKey('ecdsa', 521)],
    ['sk-ssh-ed25519', () => makeSecurityKey('ed25519')],
    ['sk-ecdsa-sha2-nistp256', () => makeSecurityKey('ecdsa')],
  ])('say what they should of a key of type %s', async (type, makeKey) => {
    const line = makeKey();
    const certificate = await signer.sign(
      spec({
        publicKey: line,
        criticalOptions: {
          'verify-required': '',
          'source-address': '10.0.0.0/8,::1',
          'force-command': 'exit 0; echo "never"',
        },
        extensions: [
          'permit-pty',
          'permit-agent-forwarding',
          'permit-X11-forwarding',
        ],
      }),
    );
    expect(certificate.split(' ')).toHaveLength(2);
    expect(keygen.read(certificate)).toEqual({
      type: `${type}-cert-v01@openssh.com user certificate`,
      subject: keygen.fingerprint(line),
      authority: keygen.fingerprint(signer.publicKey),
      keyId: 'grant:12:alice',
      serial: '42',
      valid: 'from 2026-01-02T03:04:05 to 2026-01-02T04:04:05',
      principals: ['grant-12'],
      criticalOptions: [
        'force-command exit 0; echo "never"',
        'source-address 10.0.0.0/8,::1',
        'verify-required',
      ],
      extensions: [
        'permit-X11-forwarding',
        'permit-agent-forwarding',
        'permit-pty',
      ],
    });
  });

  it('are the same, byte for byte, as those of ssh-keygen but for nonce and signature', async () => {
    const key = keygen.makeKey('ecdsa', 384);
    const ours = await signer.sign(
      spec({
        publicKey: keygen.run('-y', '-f', key).trim(),
        criticalOptions: {
          'source-address': '127.0.0.1/32',
          'force-command': 'id',
        },
        extensions: ['permit-user-rc', 'permit-pty'],
        principals: ['b', 'a'],
      }),
    );
    keygen.run(
      ...['-q', '-s', join(keygen.folder, 'ca', 'users'), '-z', '42'],
      ...['-I', 'grant:12:alice', '-n', 'b,a'],
      ...['-V', '20260102030405Z:20260102040405Z', '-O', 'clear'],
      ...['-O', 'permit-pty', '-O', 'permit-user-rc'],
      ...['-O', 'force-command=id', '-O', 'source-address=127.0.0.1/32'],
      `${key}.pub`,
    );
    const theirs = keygen.run('-L', '-f', `${key}-cert.pub`);
    expect(theirs).toContain('permit-user-rc');
    const line = readFileSync(`${key}-cert.pub`, 'utf8').split(' ')[1];
    const type = 'ecdsa-sha2-nistp384-cert-v01@openssh.com';
    const body = (base64: string) => {
      const bytes = Buffer.from(base64, 'base64');
      // After type and nonce; before the 64 bytes of the signature.
      return bytes.subarray(4 + type.length + 36, -64).toString('hex');
    };
    expect(body(ours.split(' ')[1])).toBe(body(line));
  });

  it('certify hosts', async () => {
    const read = keygen.read(
      await signer.sign(spec({ kind: 'host', principals: ['web-1'] })),
    );
    expect(read).toMatchObject({
      type: 'ssh-ed25519-cert-v01@openssh.com host certificate',
      principals: ['web-1'],
      criticalOptions: [],
      extensions: [],
    });
  });

  it('say to ssh-keygen exactly what was asked for, whatever it was', async () => {
    const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9:._@/-]{0,40}$/);
    const second = fc.integer({ min: 1, max: 4_000_000_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          serial: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
          keyId: fc.stringMatching(/^[A-Za-z0-9:;=._@/-]{1,80}$/),
          principals: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
          extensions: fc.subarray(extensionNames),
          times: fc
            .tuple(second, second)
            .filter(([a, b]) => a !== b)
            .map(times => times.sort((a, b) => a - b)),
          source: fc.option(fc.ipV4()),
          command: fc.option(fc.stringMatching(/^[!-~]{1,40}$/)),
        }),
        async ({ times, source, command, ...fields }) => {
          const [after, before] = times.map(time => new Date(time * 1000));
          const read = keygen.read(
            await signer.sign(
              spec({
                ...fields,
                validAfter: after,
                validBefore: before,
                criticalOptions: {
                  ...(source && { 'source-address': source }),
                  ...(command && { 'force-command': command }),
                },
              }),
            ),
          );
          const iso = (time: Date) => time.toISOString().slice(0, 19);
          expect(read).toMatchObject({
            serial: String(fields.serial),
            keyId: fields.keyId,
            principals: fields.principals,
            extensions: fields.extensions.length
              ? extensionNames.filter(name => fields.extensions.includes(name))
              : [],
            valid: `from ${iso(after)} to ${iso(before)}`,
            criticalOptions: [
              ...(command ? [`force-command ${command}`] : []),
              ...(source ? [`source-address ${source}`] : []),
            ],
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, Partial<CertificateSpec>]>([
    ['two principals in one', { principals: ['root,admin'] }],
    ['everybody as principal', { principals: ['*'] }],
    ['no principal', { principals: [] }],
    ['a principal twice', { principals: ['a', 'a'] }],
    ['an empty principal', { principals: [''] }],
    ['a principal with a newline', { principals: ['grant-1\nroot'] }],
    ['a principal with options', { principals: ['command="sh" root'] }],
    ['a principal like an option', { principals: ['-oProxyCommand=x'] }],
    ['a principal with NUL', { principals: ['root\0'] }],
    ['a principal of 10 kB', { principals: ['a'.repeat(10_000)] }],
    ['a forged log line', { keyId: 'a\nAccepted certificate ID "root"' }],
    ['a key id with spaces', { keyId: 'grant 12' }],
    ['a key id with a quote', { keyId: 'grant"12' }],
    ['a key id with an escape', { keyId: '\u001b[2J' }],
    ['a key id that turns around', { keyId: 'a\u202eb' }],
    ['an empty key id', { keyId: '' }],
    ['a key id of 10 kB', { keyId: 'a'.repeat(10_000) }],
    ['serial 0', { serial: 0n }],
    ['a serial of 64 bits', { serial: 2n ** 63n }],
    ['a negative serial', { serial: -1n }],
    ['an end before the start', { validBefore: new Date('2026-01-01') }],
    ['no time at all', { validBefore: new Date('2026-01-02T03:04:05Z') }],
    ['no date', { validBefore: new Date(NaN) }],
    ['for ever', { validBefore: new Date(8.64e15) }],
    ['before there was time', { validAfter: new Date(-1000) }],
    ['an unknown option', { criticalOptions: { 'permit-root': 'yes' } }],
    ['an inherited option', { criticalOptions: { constructor: '' } }],
    [
      'a host as network',
      { criticalOptions: { 'source-address': '10.0.0.1/8' } },
    ],
    [
      'a name as address',
      { criticalOptions: { 'source-address': 'example.com' } },
    ],
    ['any address', { criticalOptions: { 'source-address': '' } }],
    ['a pattern as address', { criticalOptions: { 'source-address': '*' } }],
    ['two commands', { criticalOptions: { 'force-command': 'a\nb' } }],
    ['an unknown extension', { extensions: ['permit-everything'] }],
    ['an extension twice', { extensions: ['permit-pty', 'permit-pty'] }],
    ['extensions of a host', { kind: 'host', extensions: ['permit-pty'] }],
    [
      'a certificate as key',
      { publicKey: 'ssh-ed25519-cert-v01@openssh.com AAAA' },
    ],
  ])('never hold %s', async (_, change) => {
    await expect(signer.sign(spec())).resolves.toBeTruthy();
    await expect(signer.sign(spec(change))).rejects.toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});

describe('isNetwork', () => {
  it.each([
    ['10.0.0.0/8', true],
    ['192.168.1.128/25', true],
    ['0.0.0.0/0', true],
    ['127.0.0.1/32', true],
    ['2001:db8::/32', true],
    ['::1/128', true],
    ['::/0', true],
    ['1:2:3:4:5:6:7:8/128', true],
    ['10.0.0.1/8', false],
    ['192.168.1.1/25', false],
    ['2001:db8::1/32', false],
    ['10.0.0.0/33', false],
    ['::/129', false],
    ['10.0.0.0', false],
    ['10.0.0/8', false],
    ['10.0.0.0/8,0.0.0.0/0', false],
    ['fe80::%eth0/64', false],
  ])('takes %s: %s', (text, expected) => {
    expect(isNetwork(text)).toBe(expected);
  });
});
