import { TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import { releaseStateSchema } from '@stagedoor/plugin-releases-common';
import { makeVersion } from '../__testUtils__/builders';
import { Age } from './Age';
import { describeAge, describeDuration } from './durations';
import { StateChip, toneOfHost, toneOfRelease } from './StateChip';
import { nameVersion } from './VersionName';

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
  it('keeps the exact time at hand', () => {
    render(<Age at="2020-03-10T09:00:00Z" />);
    const time = screen.getByText(/ y ago$/);
    expect(time).toHaveAttribute('datetime', '2020-03-10T09:00:00.000Z');
    expect(time.title).toContain('2020');
  });
});

describe('StateChip', () => {
  it.each(releaseStateSchema.options)('has a word for %s', state => {
    render(
      <TestApiProvider apis={[]}>
        <StateChip state={state} />
      </TestApiProvider>,
    );
    expect(screen.getByText(/^[A-Z][a-z ]+$/)).toBeVisible();
  });

  it('keeps green for what was verified, and hatched for what is unknown', () => {
    const green = (tones: Record<string, string>) =>
      Object.keys(tones).filter(state => tones[state] === 'ok');
    expect(green(toneOfRelease)).toEqual(['succeeded']);
    expect(green(toneOfHost)).toEqual(['verified']);
    expect(toneOfHost.unknown).toBe('unk');
  });
});

describe('nameVersion', () => {
  it.each([
    ['v1.0.0', 'v1.0.0'],
    ['0000001aaaa', '0000001'],
    [undefined, '0000001'],
  ])('calls a version chosen as %s %s', (label, name) => {
    expect(nameVersion(makeVersion(1, label))).toBe(name);
  });
});
