import { useSyncExternalStore } from 'react';

const storageKey = 'stagedoor.shortcuts';
const listeners = new Set<() => void>();

/**
 * Whether shortcuts of single keys are on. People who use speech input must be able to turn them off
 * (WCAG 2.1.4). Kept in the browser: it is a property of this device's input, not of the person.
 */
export function useShortcutsEnabled(): [boolean, (enabled: boolean) => void] {
  const enabled = useSyncExternalStore(subscribe, read);
  return [enabled, write];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): boolean {
  return window.localStorage.getItem(storageKey) !== 'off';
}

function write(enabled: boolean): void {
  window.localStorage.setItem(storageKey, enabled ? 'on' : 'off');
  listeners.forEach(listener => listener());
}
