import { useEffect } from 'react';
import type { Shortcut } from './shortcuts';

/** The second key must follow the first within this time. */
const sequenceMs = 1200;

/**
 * Listens for shortcuts on the whole page. Keys typed into a field, and keys pressed together with
 * Ctrl, Alt or Meta, belong to the field and to the browser and are left alone; so is every key while
 * a dialog is open.
 */
export function useShortcuts(
  shortcuts: readonly Shortcut[],
  options: { enabled: boolean },
): void {
  const { enabled } = options;

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    let first: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = () => {
      first = undefined;
      clearTimeout(timer);
    };

    const onKeyDown = (event: KeyboardEvent) => {
      if (isForSomeoneElse(event)) {
        return;
      }
      const typed = first ? [first, event.key] : [event.key];
      forget();
      const match = shortcuts.find(shortcut => isSame(shortcut.keys, typed));
      if (match) {
        event.preventDefault();
        match.run();
      } else if (shortcuts.some(({ keys }) => startsWith(keys, event.key))) {
        first = event.key;
        timer = setTimeout(forget, sequenceMs);
      }
    };

    document.addEventListener('keydown', onKeyDown);
    return () => {
      forget();
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [shortcuts, enabled]);
}

function isSame(keys: readonly string[], typed: readonly string[]): boolean {
  return (
    keys.length === typed.length && keys.every((key, i) => key === typed[i])
  );
}

function startsWith(keys: readonly string[], key: string): boolean {
  return keys.length > 1 && keys[0] === key;
}

function isForSomeoneElse(event: KeyboardEvent): boolean {
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  ) {
    return true;
  }
  if (
    document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')
  ) {
    return true;
  }
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="textbox"]') !== null)
  );
}
