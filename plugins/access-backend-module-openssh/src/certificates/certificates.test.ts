import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSigner,
  CertificateSpec,
} from '@stagedoor/plugin-access-node';
import fc from 'fast-check';

import { describeCertificate } from '../__testUtils__/describeCertificate';
import { Keygen } from '../__testUtils__/Keygen';
import { makeSecurityKey } from '../__testUtils__/securityKeys';
import { FileCertificateSigner } from '../signers/FileCertificateSigner';

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

const spec = (change: Partial<CertificateSpec> = {}) =>
  describeCertificate({ publicKey, ...change });

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
});
