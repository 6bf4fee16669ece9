import type { MenuEntry } from './useMenu';
import type { SignedInPerson } from './useSignedInPerson';

/** What the side bar and the phone bar are given. */
export interface FrameProps {
  menu: MenuEntry[];
  person?: SignedInPerson;
  unread: number;
  onSearch: () => void;
  onShowShortcuts: () => void;
}

/** How many things wait behind a menu entry. */
export function countFor(entry: MenuEntry, unread: number): number | undefined {
  return entry.page === 'page:notifications' && unread > 0 ? unread : undefined;
}

/** Where the settings are, when they are installed. */
export function settingsHref(menu: MenuEntry[]): string | undefined {
  return menu.find(entry => entry.page === 'page:user-settings')?.href;
}
