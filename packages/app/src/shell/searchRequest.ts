/**
 * Lets a page open the search of the shell without knowing the shell: the search box of the home page
 * is such a page.
 */
const eventName = 'stagedoor:search-requested';

export function requestSearch(): void {
  window.dispatchEvent(new Event(eventName));
}

/** Calls the listener on every request; answers how to stop. */
export function onSearchRequested(listener: () => void): () => void {
  window.addEventListener(eventName, listener);
  return () => window.removeEventListener(eventName, listener);
}
