import type { MenuEntry } from './useMenu';
import type { SignedInPerson } from './useSignedInPerson';

/** How many things wait for the person, by the id of the page that has them. */
export type WaitingCounts = Readonly<Record<string, number>>;

/** What the side bar and the phone bar are given. */
export interface FrameProps {
  menu: MenuEntry[];
  person?: SignedInPerson;
  counts: WaitingCounts;
  onSearch: () => void;
  onShowShortcuts: () => void;
}

/** How many things wait behind a menu entry. */
export function countFor(
  entry: MenuEntry,
  counts: WaitingCounts,
): number | undefined {
  return counts[entry.page] || undefined;
}

/** How many things wait behind some entries together. */
export function countAll(entries: MenuEntry[], counts: WaitingCounts): number {
  return entries.reduce(
    (sum, entry) => sum + (countFor(entry, counts) ?? 0),
    0,
  );
}

/** Where the settings are, when they are installed. */
export function settingsHref(menu: MenuEntry[]): string | undefined {
  return menu.find(entry => entry.page === 'page:user-settings')?.href;
}
