import { act, render, screen } from '@testing-library/react';
import { Age } from './Age';
import { describeAge, describeDuration } from './durations';

describe('describeDuration', () => {
  it.each([
    [0, '0 s'],
    [900, '1 s'],
    [41_000, '41 s'],
    [102_000, '1 min 42 s'],
    [120_000, '2 min'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 min'],
    [90_000_000, '1 d 1 h'],
    [-5_000, '0 s'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(describeDuration(milliseconds)).toBe(words);
  });
});

describe('describeAge', () => {
  const now = new Date('2026-03-10T12:00:00Z');

  it.each([
    ['2026-03-10T11:59:55Z', 'just now'],
    ['2026-03-10T11:59:30Z', '30 s ago'],
    ['2026-03-10T11:53:00Z', '7 min ago'],
    ['2026-03-10T09:00:00Z', '3 h ago'],
    ['2026-03-01T12:00:00Z', '9 d ago'],
    ['2026-01-25T12:00:00Z', '44 d ago'],
    ['2026-01-09T12:00:00Z', '2 mo ago'],
    ['2023-03-10T12:00:00Z', '3 y ago'],
    ['2026-03-10T15:00:00Z', 'in 3 h'],
  ])('says %s as %s', (at, words) => {
    expect(describeAge(new Date(at), now)).toBe(words);
  });
});

describe('Age', () => {
  afterEach(() => jest.useRealTimers());

  it('counts every second as long as it says seconds', () => {
    jest.useFakeTimers({ now: Date.parse('2026-03-10T12:00:12Z') });
    render(<Age at="2026-03-10T12:00:00Z" />);
    expect(screen.getByText('12 s ago')).toBeVisible();
    act(() => jest.advanceTimersByTime(3_000));
    expect(screen.getByText('15 s ago')).toBeVisible();
  });

  it('keeps the exact time at hand', () => {
    render(<Age at="2020-03-10T09:00:00Z" />);
    const time = screen.getByText(/ y ago$/);
    expect(time).toHaveAttribute('datetime', '2020-03-10T09:00:00.000Z');
    expect(time.title).toContain('2020');
  });
});
