import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useRef } from 'react';
import { isSection, keyOf, type LogRow } from './groupLines';
import { LogLineRow } from './LogLineRow';
import type { LogListProps } from './LogListProps';
import { LogSectionRow } from './LogSectionRow';
import styles from './LogList.module.css';
import { useFollowing } from './useFollowing';
import { useReadOn } from './useReadOn';
import { useScrollTo } from './useScrollTo';

const rowHeight = 20;

function PlainLogList(props: LogListProps) {
  const { rows, isFollowing, isFast, isWrapped, selected, search } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => keyOf(rows[index]), [rows]),
    overscan: 15,
    // What is in sight stays there while lines come and go before it.
    anchorTo: 'end',
  });
  const items = virtualizer.getVirtualItems();
  const following = useFollowing(scroller, virtualizer, props);
  useReadOn(items, props);
  useScrollTo(virtualizer, rows, props.target);

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="log"
      aria-label={props.label}
      aria-live={isFollowing && !isFast ? 'polite' : 'off'}
      data-wrap={isWrapped || undefined}
      data-theme-mode="dark"
      {...following}
    >
      <div
        className={styles.rows}
        style={{ height: virtualizer.getTotalSize() }}
      >
        <div
          className={styles.window}
          style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
        >
          {items.map(item => {
            const row = rows[item.index];
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
              >
                {isSection(row) ? (
                  <LogSectionRow
                    section={row}
                    title={props.titleOf(row)}
                    onToggle={props.onToggle}
                  />
                ) : (
                  <LogLineRow
                    line={row}
                    isContinued={isContinued(rows, item.index)}
                    isSelected={row.n === selected}
                    search={search}
                    onSelect={props.onSelect}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The rows in sight, of however many there are. */
export const LogList = memo(PlainLogList);

function isContinued(rows: readonly LogRow[], index: number): boolean {
  const before = rows[index - 1];
  return (
    before !== undefined && !isSection(before) && before.continues === true
  );
}
