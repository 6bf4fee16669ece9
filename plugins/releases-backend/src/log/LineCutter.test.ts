import { CutLine, LineCutter, longestLineBytes } from './LineCutter';

function cut(chunks: string[], times: number[] = []): CutLine[] {
  const lines: CutLine[] = [];
  let now = 0;
  const cutter = new LineCutter(
    line => lines.push(line),
    () => times.shift() ?? now++,
  );
  chunks.forEach(chunk => cutter.push(chunk));
  cutter.end();
  return lines;
}

describe('lines', () => {
  it('end where their ends are, wherever chunks end', () => {
    const expected = [{ text: 'a' }, { text: '' }, { text: 'bc' }];
    expect(cut(['a\n\nbc\n'])).toEqual(expected);
    expect(cut(['a', '\n\nb', 'c'])).toEqual(expected);
  });

  it('are cut when they are long, never inside a character or a colour', () => {
    const text = `${'x'.repeat(longestLineBytes - 2)}€\x1b[31m${'y'.repeat(longestLineBytes - 2)}\x1b[0m🎉`;
    const lines = cut([text]);
    expect(lines.map(({ text: piece }) => piece).join('')).toBe(text);
    expect(lines.map(({ continues }) => continues)).toEqual([
      true,
      true,
      undefined,
    ]);
    for (const { text: piece } of lines) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(longestLineBytes);
      expect(Buffer.from(piece).toString()).toBe(piece);
      expect(piece.slice(piece.lastIndexOf('\x1b'))).toMatch(/m|^.$/s);
    }
  });

  it('that are written over show up once a second, and in their last form', () => {
    expect(
      cut(['1%\r', '2%\r', '3%\r4%', '\r100%\nnext'], [0, 500, 1000, 1500]),
    ).toEqual([
      { text: '1%' },
      { text: '3%' },
      { text: '100%' },
      { text: 'next' },
    ]);
  });

  it('that end with a carriage return stay', () => {
    expect(cut(['done\nmore\r'])).toEqual([{ text: 'done' }, { text: 'more' }]);
  });
});
