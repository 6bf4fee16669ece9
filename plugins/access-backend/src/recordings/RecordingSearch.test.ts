import { RecordingSearch } from './RecordingSearch';
import { TextFilter } from './TextFilter';

describe('TextFilter', () => {
  const strip = (...pieces: string[]) => {
    const filter = new TextFilter();
    return pieces.map(piece => filter.push(piece)).join('');
  };

  it.each<[string, string[], string]>([
    ['colours', ['\u001b[1;31mred\u001b[0m'], 'red'],
    ['a title', ['\u001b]0;title\u0007text'], 'text'],
    ['a title with another end', ['\u001b]0;title\u001b\\text'], 'text'],
    ['a character set', ['\u001b(Btext'], 'text'],
    ['a sequence that is cut', ['a\u001b', '[3', '1mb'], 'ab'],
    ['8-bit sequences', ['\u009b31mred'], 'red'],
    ['a bell', ['a\u0007b'], 'ab'],
    ['nothing of plain text', ['grün €\tx\r\n'], 'grün €\tx\r\n'],
  ])('takes out %s', (_, pieces, text) => {
    expect(strip(...pieces)).toBe(text);
  });
});

describe('RecordingSearch', () => {
  const search = (needle: string, events: [number, string][], most = 10) => {
    const found = new RecordingSearch(needle, most);
    events.forEach(([at, text]) => found.push([at, 'o', text]));
    return found.finish();
  };

  it('finds what came in pieces, at the time of its first one', () => {
    expect(
      search('refund', [
        [1, 'stuck \u001b[1mref'],
        [2, 'und\u001b[0m here\n'],
        [3, 'other\n'],
      ]),
    ).toEqual({ items: [{ at: 1, text: 'stuck refund here' }], more: false });
  });

  it('finds what was corrected while it was typed', () => {
    expect(
      search('select', [
        [1, 'selr'],
        [2, '\b \b'],
        [3, 'ect\n'],
      ]).items,
    ).toHaveLength(1);
  });

  it('keeps a bound on matches and on lines', () => {
    const { items, more } = search(
      'x',
      Array.from({ length: 20 }, (_, i) => [i, 'x\n'] as [number, string]),
      5,
    );
    expect([items.length, more]).toEqual([5, true]);
    const [match] = search('needle', [
      [1, 'y'.repeat(1_000_000)],
      [2, 'needle'],
    ]).items;
    expect(match.at).toBe(2);
    expect(match.text.length).toBeLessThanOrEqual(300);
  });

  it('finds what lies across the bound of a line', () => {
    expect(
      search('needle', [[1, `${'y'.repeat(1997)}needle`]]).items,
    ).toHaveLength(1);
  });

  it('looks at output alone', () => {
    const found = new RecordingSearch('x', 5);
    found.push([1, 'm', 'x']);
    expect(found.finish().items).toEqual([]);
  });
});
