import { useState } from 'react';

const storageKey = 'stagedoor.shortcuts';

/**
 * Whether shortcuts of single keys are on. People who use speech input must be able to turn them off
 * (WCAG 2.1.4). Kept in the browser: it is a property of this device's input, not of the person.
 */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const [enabled, setEnabled] = useState(
    () => window.localStorage.getItem(storageKey) !== 'off',
  );
  return [
    enabled,
    value => {
      window.localStorage.setItem(storageKey, value ? 'on' : 'off');
      setEnabled(value);
    },
  ];
}
