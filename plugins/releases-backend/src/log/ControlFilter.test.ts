import fc from 'fast-check';
import { ControlFilter, sgrPattern } from './ControlFilter';

function clean(...chunks: string[]): string {
  const filter = new ControlFilter();
  return chunks.map(chunk => filter.push(chunk)).join('');
}

describe('the text of a terminal', () => {
  it.each([
    ['colours stay', 'a\x1b[1;31mred\x1b[0mb', 'a\x1b[1;31mred\x1b[0mb'],
    ['colours in C1 become plain ones', '\x9b32mgreen', '\x1b[32mgreen'],
    ['colours with sub-parameters stay', '\x1b[38:5:9mx', '\x1b[38:5:9mx'],
    ['cursor and screen', 'a\x1b[2J\x1b[H\x1b[1A\x1b[2Kb', 'ab'],
    ['private modes', 'a\x1b[?1049h\x1b[>4;2mb', 'ab'],
    ['titles', 'a\x1b]0;pwned\x07b', 'ab'],
    ['titles ended by ST', 'a\x1b]2;pwned\x1b\\b', 'ab'],
    ['links', '\x1b]8;;javascript:alert(1)\x07here\x1b]8;;\x07', 'here'],
    ['clipboards', 'a\x1b]52;c;cm0gLXJmIC8=\x07b', 'ab'],
    ['C1 strings', 'a\x9d52;c;cm0=\x9cb\x90q\x9cc', 'abc'],
    ['device control', 'a\x1bP$q"p\x1b\\b', 'ab'],
    ['privacy messages and programs', 'a\x1b^x\x1b\\b\x1b_y\x1b\\c', 'abc'],
    ['character sets', 'a\x1b(0b\x1b)Bc', 'abc'],
    ['single escapes', 'a\x1bcb\x1b7c', 'abc'],
    ['bells, backspaces and NUL', 'a\x07b\x08\x00c\x7f', 'abc'],
    ['text that runs backwards', 'a\u202eb\u2066c', 'abc'],
    ['tabs and line feeds stay', 'a\tb\nc', 'a\tb\nc'],
    ['CR LF', 'a\r\nb\r\r\nc', 'a\nb\nc'],
    ['a carriage return alone stays', 'a\rb', 'a\rb'],
    ['an endless string ends with its line', 'a\x1b]0;x\nb', 'a\nb'],
    ['a broken sequence hides nothing', 'a\x1b[12\nb', 'a\nb'],
    ['an endless sequence is no colour', `\x1b[${'1;'.repeat(90)}mx`, 'x'],
    ['other scripts stay', 'grüße 日本 🎉', 'grüße 日本 🎉'],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
    expect(clean(...text.split(''))).toBe(expected);
  });

  it('is the same wherever it is cut, and never holds anything dangerous', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\x1b',
        '[',
        ']',
        'm',
        ';',
        '0',
        '\x9b',
        '\x9d',
        '\x07',
        '\\',
        '\n',
        '\r',
        'P',
        '(',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        const whole = clean(pieces.join(''));
        expect(clean(...pieces)).toBe(whole);
        const rest = whole.replaceAll(sgrPattern, '');
        expect(rest).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
      }),
      { numRuns: 2000 },
    );
  });
});
