import type { MenuEntry } from '../shell/useMenu';

/** A key, or two keys in turn, and what they do. */
export interface Shortcut {
  /** One or two characters, as typed: `['/']`, `['g', 'h']`. */
  keys: readonly string[];
  title: string;
  run: () => void;
}

interface CreateShortcutsOptions {
  menu: readonly MenuEntry[];
  navigateTo: (path: string) => void;
  openSearch: () => void;
  openList: () => void;
}

/** Search, the list of keys, and `g` with a letter for every page of the navigation that has one. */
export function createShortcuts(options: CreateShortcutsOptions): Shortcut[] {
  const { menu, navigateTo, openSearch, openList } = options;
  return [
    { keys: ['/'], title: 'Search', run: openSearch },
    { keys: ['?'], title: 'Show this list', run: openList },
    ...menu.flatMap(entry =>
      entry.key
        ? [
            {
              keys: ['g', entry.key],
              title: `Go to ${entry.title}`,
              run: () => navigateTo(entry.href),
            },
          ]
        : [],
    ),
  ];
}
