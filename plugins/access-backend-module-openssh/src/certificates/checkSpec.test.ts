import { CertificateSpec } from '@stagedoor/plugin-access-node';
import { describeCertificate } from '../__testUtils__/describeCertificate';
import { checkSpec } from './checkSpec';
import { isNetwork } from './isNetwork';

const spec = (change: Partial<CertificateSpec> = {}) =>
  describeCertificate({ publicKey: 'read elsewhere', ...change });

describe('checkSpec', () => {
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
  ])('refuses %s', (_, change) => {
    expect(() => checkSpec(spec())).not.toThrow();
    expect(() => checkSpec(spec(change))).toThrow(
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
