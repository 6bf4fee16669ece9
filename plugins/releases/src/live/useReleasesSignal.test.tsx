import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { useReleasesSignal } from './useReleasesSignal';

function follow(signals = new FakeSignals(), release?: number) {
  return renderHook(() => useReleasesSignal({ release }), {
    wrapper: (props: { children?: ReactNode }) => (
      <TestApiProvider apis={[[signalApiRef, signals]]}>
        {props.children}
      </TestApiProvider>
    ),
  });
}

function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

const pass = (milliseconds: number) =>
  act(() => {
    jest.advanceTimersByTime(milliseconds);
  });

describe('useReleasesSignal', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    act(() => setVisibility('visible'));
    jest.useRealTimers();
  });

  it('makes one of a swarm of signals', () => {
    const signals = new FakeSignals();
    const { result: version } = follow(signals);
    for (let count = 0; count < 20; count += 1) {
      signals.say({ release: count });
    }
    expect(version.current).toBe(0);
    pass(200);
    expect(version.current).toBe(1);
  });

  it('listens for one release only when asked to', () => {
    const signals = new FakeSignals();
    const { result: version } = follow(signals, 7);
    signals.say({ release: 8 });
    pass(200);
    expect(version.current).toBe(0);
    signals.say({ release: 7 });
    pass(200);
    expect(version.current).toBe(1);
  });

  it('looks for itself after ten seconds of silence, for signals may be down', () => {
    const { result: version } = follow();
    pass(9_000);
    expect(version.current).toBe(0);
    pass(1_100);
    expect(version.current).toBe(1);
    pass(10_100);
    expect(version.current).toBe(2);
  });

  it('looks for itself where there are no signals at all', () => {
    const { result } = renderHook(() => useReleasesSignal(), {
      wrapper: (props: { children?: ReactNode }) => (
        <TestApiProvider apis={[]}>{props.children}</TestApiProvider>
      ),
    });
    pass(10_100);
    expect(result.current).toBe(1);
  });

  it('rests in a hidden tab and catches up once it is in sight', () => {
    const signals = new FakeSignals();
    const { result: version } = follow(signals);
    act(() => setVisibility('hidden'));
    signals.say({ release: 1 });
    pass(60_000);
    expect(version.current).toBe(0);
    act(() => setVisibility('visible'));
    expect(version.current).toBe(1);
  });

  it('does nothing more for a page that was left', () => {
    const signals = new FakeSignals();
    const { result, unmount } = follow(signals);
    unmount();
    signals.say({ release: 1 });
    pass(60_000);
    expect(result.current).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
