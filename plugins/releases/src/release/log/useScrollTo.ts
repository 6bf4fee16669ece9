import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import { isSection, type LogRow } from './groupLines';

/** A line to bring into sight; another object asks for it anew. */
export interface ScrollTarget {
  n: number;
}

/** Brings a line into sight as soon as it is among the rows, once. */
export function useScrollTo(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  rows: readonly LogRow[],
  target: ScrollTarget | undefined,
): void {
  const done = useRef<ScrollTarget>();
  useLayoutEffect(() => {
    if (!target || done.current === target) {
      return;
    }
    const index = rows.findIndex(row => !isSection(row) && row.n === target.n);
    if (index >= 0) {
      done.current = target;
      virtualizer.scrollToIndex(index, { align: 'center' });
    }
  }, [virtualizer, rows, target]);
}
