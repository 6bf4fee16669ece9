import { TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen } from '@testing-library/react';
import { releaseStateSchema } from '@stagedoor/plugin-releases-common';
import { makeVersion } from '../__testUtils__/builders';
import { StateChip, toneOfHost, toneOfRelease } from './StateChip';
import { nameVersion } from './VersionName';

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
