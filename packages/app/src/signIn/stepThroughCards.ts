const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves the focus through the buttons of a list with the arrow keys, and into it from a search field
 * above. Returns whether the key was one of these.
 */
export function stepThroughCards(
  list: HTMLElement | null,
  key: string,
): boolean {
  const cards = [...(list?.querySelectorAll('button') ?? [])];
  const focused = cards.findIndex(card => card === document.activeElement);
  const step = STEPS[key];
  if (step === undefined || cards.length === 0) {
    return false;
  }
  const next = Math.min(Math.max(focused + step, 0), cards.length - 1);
  cards[next].focus();
  return true;
}
