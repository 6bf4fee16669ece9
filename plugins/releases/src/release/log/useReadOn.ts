import type { VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LogListProps } from './LogListProps';

/** Rows before either end of what is held at which more is read. */
const ahead = 60;
/** Readings in a row that bring nothing to see, after which the person is asked. */
const maxFruitless = 8;

/** Reads on at either end before it comes into sight. */
export function useReadOn(
  items: readonly VirtualItem[],
  props: Pick<
    LogListProps,
    | 'rows'
    | 'isFollowing'
    | 'isPaging'
    | 'hasOlder'
    | 'hasNewer'
    | 'onReadOlder'
    | 'onReadNewer'
  >,
): void {
  const { rows, isFollowing, isPaging, hasOlder, hasNewer } = props;
  const { onReadOlder, onReadNewer } = props;
  const count = rows.length;
  const seen = useRef({ count, fruitless: 0 });
  const firstIndex = items[0]?.index;
  const lastIndex = items.at(-1)?.index;

  useEffect(() => {
    if (isPaging || firstIndex === undefined || lastIndex === undefined) {
      return;
    }
    const isAtStart = firstIndex < ahead && (!isFollowing || count < ahead);
    const isAtEnd = lastIndex > count - ahead;
    const read =
      (hasOlder && isAtStart && onReadOlder) ||
      (hasNewer && isAtEnd && onReadNewer) ||
      undefined;
    if (!read) {
      return;
    }
    const fruitless =
      seen.current.count === count ? seen.current.fruitless + 1 : 0;
    seen.current = { count, fruitless };
    if (fruitless <= maxFruitless) {
      read();
    }
  }, [
    count,
    firstIndex,
    lastIndex,
    isFollowing,
    isPaging,
    hasOlder,
    hasNewer,
    onReadOlder,
    onReadNewer,
  ]);
}
