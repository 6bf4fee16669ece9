import type { Virtualizer } from '@tanstack/react-virtual';
import { RefObject, useLayoutEffect, useRef } from 'react';
import type { LogListProps } from './LogListProps';

const nearPixels = 24;
/** A scroll is taken for the person's own within this time after they moved something. */
const ownMs = 400;

/**
 * Keeps the end in sight while following. Whoever scrolls up reads, so following stops; whoever comes back to the end
 * follows again.
 */
export function useFollowing(
  scroller: RefObject<HTMLDivElement>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  props: Pick<
    LogListProps,
    'rows' | 'isFollowing' | 'isWrapped' | 'onFollow' | 'hasNewer'
  >,
) {
  const { rows, isFollowing, isWrapped, onFollow, hasNewer } = props;
  const movedAt = useRef(0);
  const isPressed = useRef(false);
  const top = useRef(0);

  useLayoutEffect(() => {
    if (isFollowing && rows.length > 0) {
      virtualizer.scrollToEnd();
    }
  }, [virtualizer, rows, isFollowing, isWrapped]);

  const move = () => {
    movedAt.current = Date.now();
  };
  return {
    // Keys scroll it, so it can have the focus.
    tabIndex: 0,
    onWheel: move,
    onTouchMove: move,
    onKeyDown: move,
    onPointerDown: () => {
      isPressed.current = true;
    },
    onPointerUp: () => {
      isPressed.current = false;
      move();
    },
    onScroll: () => {
      const element = scroller.current;
      if (!element) {
        return;
      }
      const { scrollTop, scrollHeight, clientHeight } = element;
      const wentUp = scrollTop < top.current;
      top.current = scrollTop;
      const isOwn = isPressed.current || Date.now() - movedAt.current < ownMs;
      const isAtEnd = scrollHeight - scrollTop - clientHeight <= nearPixels;
      if (isFollowing && isOwn && wentUp && !isAtEnd) {
        onFollow(false);
      } else if (!isFollowing && isOwn && !wentUp && isAtEnd && !hasNewer) {
        onFollow(true);
      }
    },
  };
}
