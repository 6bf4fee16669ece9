import { render, screen } from '@testing-library/react';
import { Ago, ago } from './Ago';

const now = new Date('2026-03-10T12:00:00Z');

describe('Ago', () => {
  it.each([
    ['2026-03-10T11:59:40Z', 'just now'],
    ['2026-03-10T11:58:00Z', '2 minutes ago'],
    ['2026-03-10T09:00:00Z', '3 hours ago'],
    ['2026-03-09T12:00:00Z', 'yesterday'],
    ['2025-03-10T12:00:00Z', 'last year'],
  ])('says %s as %s', (at, words) => {
    expect(ago(new Date(at), now)).toBe(words);
  });

  it('keeps the exact time at hand', () => {
    render(<Ago at="2026-03-10T09:00:00Z" now={now} />);
    const time = screen.getByText('3 hours ago');
    expect(time).toHaveAttribute('datetime', '2026-03-10T09:00:00.000Z');
    expect(time.title).toContain('2026');
  });
});
