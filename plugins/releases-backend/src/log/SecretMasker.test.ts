import fc from 'fast-check';
import { SecretMasker } from './SecretMasker';

const secret = "s3cr3t/Pa$$ 'word'";
const mask = '●●●●●●●●';

function stream(masker: SecretMasker, chunks: string[]): string {
  const masked = masker.stream();
  return chunks.map(chunk => masked.push(chunk)).join('') + masked.end();
}

describe('secrets', () => {
  const masker = new SecretMasker([
    secret,
    'hunter2',
    'hunter2-and-more',
    'abc',
  ]);

  it.each([
    ['as they are', secret],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['in a URL', encodeURIComponent(secret)],
    [
      'in a URL with lower-case codes',
      encodeURIComponent(secret).replace(/%../g, code => code.toLowerCase()),
    ],
    ['in a form', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['as a shell repeats them', secret.replaceAll("'", "'\\''")],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('are masked %s, wherever they are cut', (_, shown) => {
    const text = `before ${shown} after`;
    // The payload is a payload: nobody masks it by accident.
    expect(stream(new SecretMasker([]), [text])).toBe(text);
    for (let at = 0; at <= text.length; at++) {
      expect(stream(masker, [text.slice(0, at), text.slice(at)])).toBe(
        `before ${mask} after`,
      );
    }
    expect(stream(masker, text.split(''))).toBe(`before ${mask} after`);
  });

  it.each(['', 'u', 'us', 'user:', 'someone:'])(
    'are masked inside longer base64, after %p',
    prefix => {
      const shown = Buffer.from(`${prefix}${secret}@more`).toString('base64');
      const masked = masker.mask(shown);
      expect(masked).toContain(mask);
      expect(
        Buffer.from(masked.replaceAll('●', ''), 'base64').toString('latin1'),
      ).not.toContain('cr3t');
    },
  );

  it('are masked although a colour is in the middle, and the colour stays', () => {
    expect(masker.mask('x hun\x1b[31mter\x1b[0m2 y')).toBe(
      `x ${mask}\x1b[31m\x1b[0m y`,
    );
  });

  it('are masked although control characters are in the middle', () => {
    expect(masker.mask('x hun\x1b[2K\x00ter\x1b]0;t\x072 y')).toBe(
      `x ${mask} y`,
    );
  });

  it('are masked as far as they reach', () => {
    expect(masker.mask('hunter2-and-more!')).toBe(`${mask}!`);
    expect(masker.mask('hunter2-and-mo!')).toBe(`${mask}-and-mo!`);
    expect(masker.mask('hunter2hunter2')).toBe(mask + mask);
  });

  it('of several lines are masked, together and line by line', () => {
    const key =
      '-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n';
    const masked = new SecretMasker([key]);
    expect(masked.mask(`a\n${key}b`)).toBe(`a\n${mask}b`);
    expect(masked.mask('1: MIIEvQIBADAN\r\n2: BgkqhkiG9w0B')).toBe(
      `1: ${mask}\n2: ${mask}`,
    );
  });

  it('that everybody could guess stay', () => {
    expect(masker.mask('abc abcdef')).toBe('abc abcdef');
  });

  it('never get through, however text is cut', () => {
    const piece = fc.constantFrom(
      'hunter2',
      'hunt',
      'er2',
      '-and-more',
      'x',
      '\n',
      '\x1b[1m',
      'h',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const out = stream(masker, pieces);
        expect(out.replaceAll('\x1b[1m', '')).not.toContain('hunter2');
        expect(out).toBe(stream(masker, [pieces.join('')]));
      }),
      { numRuns: 2000 },
    );
  });

  it('that may be coming do not fill the memory', () => {
    const masked = masker.stream();
    const out = masked.push(`hunter${'\x1b[0m'.repeat(50_000)}`);
    expect(out.length).toBeGreaterThan(100_000);
  });
});
