import { useEffect, useState } from 'react';

/**
 * Gives the focus back when a dialog is gone: to what had it before, or to the page where that is gone too, so that
 * the keyboard goes on where it was. A dialog of several steps uses it around them.
 */
export function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Dialogs give it back themselves in the next frame, where they can.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => giveFocusTo(opener)),
      );
    },
    [opener],
  );
}

function giveFocusTo(opener: Element | null): void {
  const page = findPage();
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement !== page) {
    return;
  }
  const isThere = opener?.isConnected && opener !== document.body;
  const target = isThere ? opener : page;
  if (target instanceof HTMLElement) {
    target.focus({ preventScroll: true });
  }
}

/** What the keyboard can be taken to of a page as a whole. */
function findPage(): HTMLElement | null {
  const main = document.querySelector('main');
  const frame = main?.closest<HTMLElement>('[tabindex="-1"]');
  if (main && !frame) {
    main.tabIndex = -1;
  }
  return frame ?? main;
}
