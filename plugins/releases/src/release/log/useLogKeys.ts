import { useShortcutsEnabled } from '@stagedoor/ui-parts/shortcuts';
import { RefObject, useEffect, useRef } from 'react';

/** What the keys of the log do. */
export interface LogKeys {
  search: () => void;
  follow: () => void;
  next: () => void;
  previous: () => void;
}

/**
 * The keys of the log: `f`, `n` and `N` wherever nothing else has the focus, and `/` inside the log, where it is meant
 * for the log and not for the search of the whole app. Keys typed into a field are left alone, and all of them by whoever
 * has turned shortcuts off.
 */
export function useLogKeys(panel: RefObject<HTMLElement>, keys: LogKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const [isEnabled] = useShortcutsEnabled();

  useEffect(() => {
    if (!isEnabled) {
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      const isInside =
        target instanceof Node && panel.current?.contains(target) === true;
      if (isForSomeoneElse(event) || !(isInside || target === document.body)) {
        return;
      }
      const run = actionOf(event.key, isInside, latest.current);
      if (run) {
        // The app's own shortcuts pass over what is prevented.
        event.preventDefault();
        run();
      }
    };
    // Before the shortcuts of the app, which listen on the document.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () =>
      window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [panel, isEnabled]);
}

function actionOf(key: string, isInside: boolean, keys: LogKeys) {
  switch (key) {
    case '/':
      return isInside ? keys.search : undefined;
    case 'f':
      return keys.follow;
    case 'n':
      return keys.next;
    case 'N':
      return keys.previous;
    default:
      return undefined;
  }
}

function isForSomeoneElse(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    document.querySelector('[role="dialog"], [role="menu"]') !== null ||
    (target instanceof HTMLElement &&
      target.closest('input, textarea, select, [contenteditable="true"]') !==
        null)
  );
}
