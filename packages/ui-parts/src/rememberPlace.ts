const controls = 'button, a[href]';

/**
 * Remembers where an element stands on the page. What it returns finds the element, or once it is gone what is nearest
 * to where it was: the same control of the next entry of its list, of the one before, the heading above, the page.
 */
export function rememberPlace(
  element: Element | null,
): () => HTMLElement | null {
  const entry = element?.closest('li, tr');
  const entries = entry
    ? [entry, ...following(entry), ...preceding(entry)]
    : [];
  const parts = above(element, '[aria-labelledby]');
  const words = element?.textContent;
  return () => {
    if (element instanceof HTMLElement && isOnPage(element)) {
      return element;
    }
    const offered = entries
      .filter(isOnPage)
      .map(other => [...other.querySelectorAll<HTMLElement>(controls)])
      .find(found => found.length > 0);
    return (
      offered?.find(({ textContent }) => textContent === words) ??
      offered?.at(0) ??
      findHeading(parts.find(isOnPage)) ??
      findPage()
    );
  };
}

function isOnPage(element: Element): boolean {
  return element.isConnected && element !== document.body;
}

function following(element: Element): Element[] {
  const next = element.nextElementSibling;
  return next ? [next, ...following(next)] : [];
}

/** The nearest first. */
function preceding(element: Element): Element[] {
  const previous = element.previousElementSibling;
  return previous ? [previous, ...preceding(previous)] : [];
}

function above(element: Element | null, selector: string): Element[] {
  const parent = element?.closest(selector);
  return parent ? [parent, ...above(parent.parentElement, selector)] : [];
}

function findHeading(part: Element | undefined): HTMLElement | null {
  const heading = document.getElementById(
    part?.getAttribute('aria-labelledby') ?? '',
  );
  if (heading) {
    heading.tabIndex = -1;
  }
  return heading;
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
