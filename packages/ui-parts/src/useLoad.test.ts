import { act, renderHook, waitFor } from '@testing-library/react';
import { useLoad } from './useLoad';

/** A backend whose answers a test gives when it likes. */
class SlowBackend {
  readonly asked: {
    signal: AbortSignal;
    answer: (value: string) => void;
    fail: (error: Error) => void;
  }[] = [];

  readonly load = (signal: AbortSignal) =>
    new Promise<string>((answer, fail) => {
      this.asked.push({ signal, answer, fail });
    });
}

function follow(backend: SlowBackend) {
  return renderHook(
    (props: { load: SlowBackend['load']; version: number }) =>
      useLoad(props.load, props.version),
    { initialProps: { load: backend.load, version: 0 } },
  );
}

describe('useLoad', () => {
  it('lets what is on its way arrive, however often things change meanwhile, and reads once more', async () => {
    const backend = new SlowBackend();
    const { result, rerender } = follow(backend);
    for (let version = 1; version < 5; version += 1) {
      rerender({ load: backend.load, version });
    }
    expect(backend.asked).toHaveLength(1);
    expect(backend.asked[0].signal.aborted).toBe(false);
    await act(async () => backend.asked[0].answer('old'));
    expect(result.current).toMatchObject({ value: 'old', isLoading: true });
    expect(backend.asked).toHaveLength(2);
    await act(async () => backend.asked[1].answer('new'));
    expect(result.current).toMatchObject({ value: 'new', isLoading: false });
    expect(backend.asked).toHaveLength(2);
  });

  it('keeps the last answer beside the error of a later attempt', async () => {
    const backend = new SlowBackend();
    const { result } = follow(backend);
    await act(async () => backend.asked[0].answer('old'));
    act(() => result.current.reload());
    await act(async () => backend.asked[1].fail(new Error('away')));
    expect(result.current.value).toBe('old');
    expect(result.current.error).toEqual(new Error('away'));
    act(() => result.current.reload());
    await act(async () => backend.asked[2].answer('new'));
    expect(result.current).toMatchObject({ value: 'new', error: undefined });
  });

  it('never shows the answer to another question', async () => {
    const first = new SlowBackend();
    const second = new SlowBackend();
    const { result, rerender } = follow(first);
    await act(async () => first.asked[0].answer('first'));
    rerender({ load: second.load, version: 0 });
    expect(result.current.value).toBeUndefined();
    await waitFor(() => expect(second.asked).toHaveLength(1));
    expect(first.asked[0].signal.aborted).toBe(true);
    await act(async () => second.asked[0].answer('second'));
    expect(result.current.value).toBe('second');
  });
});
