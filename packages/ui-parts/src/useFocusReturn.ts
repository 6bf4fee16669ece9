import { useEffect, useState } from 'react';
import { rememberPlace } from './rememberPlace';

/**
 * Gives the focus back when a dialog is gone: to what had it before, or to what is nearest where that is gone too, be it
 * only a moment later, so that the keyboard goes on where it was.
 */
export function useFocusReturn(): void {
  const [findPlace] = useState(() => rememberPlace(document.activeElement));
  useEffect(
    () => () => {
      // Dialogs give it back themselves in the next frame, where they can.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => giveFocusBack(findPlace)),
      );
    },
    [findPlace],
  );
}

function giveFocusBack(findPlace: () => HTMLElement | null): void {
  const place = findPlace();
  if (isNowhere()) {
    place?.focus({ preventScroll: true });
  }
  if (!place || document.activeElement !== place) {
    return;
  }
  // What was done in the dialog may take away what it was opened with, as soon as the page hears of it.
  const observer = new MutationObserver(() => {
    if (document.activeElement === place) {
      return;
    }
    observer.disconnect();
    if (isNowhere() && !place.isConnected) {
      findPlace()?.focus({ preventScroll: true });
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** The page as a whole has it, or nothing has. */
function isNowhere(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null ||
    activeElement === document.body ||
    (activeElement.matches('[tabindex="-1"]') &&
      activeElement.querySelector('main') !== null) ||
    activeElement.matches('main')
  );
}
