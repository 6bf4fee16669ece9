import { act, renderHook } from '@testing-library/react';
import { usePages } from './usePages';

interface Page {
  items: string[];
  nextCursor?: string;
}

/** A list on a server, whose answers a test gives when it likes. */
class SlowList {
  readonly asked: {
    cursor?: string;
    answer: (page: Page) => void;
    fail: (error: Error) => void;
  }[] = [];

  readonly load = (cursor: string | undefined) =>
    new Promise<Page>((answer, fail) => {
      this.asked.push({ cursor, answer, fail });
    });
}

function show(list: SlowList) {
  return renderHook(
    (props: { list: SlowList; version: number }) =>
      usePages(props.list.load, props.version),
    { initialProps: { list, version: 0 } },
  );
}

describe('usePages', () => {
  it('reads page by page, and all that is shown again when something changed', async () => {
    const list = new SlowList();
    const { result, rerender } = show(list);
    await act(async () =>
      list.asked[0].answer({ items: ['a'], nextCursor: '1' }),
    );
    act(() => result.current.loadMore?.());
    expect(list.asked[1].cursor).toBe('1');
    await act(async () => list.asked[1].answer({ items: ['b'] }));
    expect(result.current.items).toEqual(['a', 'b']);
    expect(result.current.loadMore).toBeUndefined();

    rerender({ list, version: 1 });
    expect(list.asked[2].cursor).toBeUndefined();
    await act(async () =>
      list.asked[2].answer({ items: ['A'], nextCursor: '1' }),
    );
    expect(result.current.items).toEqual(['a', 'b']);
    await act(async () => list.asked[3].answer({ items: ['b'] }));
    expect(result.current.items).toEqual(['A', 'b']);
  });

  it('keeps what is shown when it cannot be read again, and says so', async () => {
    const list = new SlowList();
    const { result, rerender } = show(list);
    await act(async () => list.asked[0].answer({ items: ['a'] }));
    rerender({ list, version: 1 });
    await act(async () => list.asked[1].fail(new Error('away')));
    expect(result.current).toMatchObject({
      items: ['a'],
      error: new Error('away'),
    });
  });

  it('never shows one list for another, nor goes on in one with the cursor of another', async () => {
    const all = new SlowList();
    const narrowed = new SlowList();
    const { result, rerender } = show(all);
    await act(async () =>
      all.asked[0].answer({ items: ['a'], nextCursor: '1' }),
    );
    rerender({ list: narrowed, version: 0 });
    expect(result.current.items).toEqual(['a']);
    act(() => result.current.loadMore?.());
    await act(async () => narrowed.asked.at(-1)?.fail(new Error('away')));
    expect(narrowed.asked.map(({ cursor }) => cursor)).toEqual([
      undefined,
      undefined,
    ]);
    expect(result.current.items).toBeUndefined();
    expect(result.current.error).toEqual(new Error('away'));
  });
});
