import { useMemo } from 'react';
import type { NavContentNavItems } from '@backstage/plugin-app-react';
import { pagesWithoutPlace, places, type Place } from './places';
import type { ReactElement } from 'react';
import type { BasicPermission } from '@backstage/plugin-permission-common';

/** One line of the navigation. */
export interface MenuEntry {
  page: string;
  title: string;
  href: string;
  icon: ReactElement;
  group: Place['group'];
  key?: string;
  permission?: BasicPermission;
}

/** The pages that are installed, in the order and under the names of {@link places}. */
export function useMenu(navItems: NavContentNavItems): MenuEntry[] {
  return useMemo(() => createMenu(navItems), [navItems]);
}

export function createMenu(navItems: NavContentNavItems): MenuEntry[] {
  const items = navItems.clone();
  const known = places.flatMap(place => {
    const item = items.take(place.page);
    if (!item) {
      return [];
    }
    const { Icon, ...rest } = place;
    return [{ ...rest, href: item.href, icon: <Icon size={18} /> }];
  });
  for (const page of pagesWithoutPlace) {
    items.take(page);
  }
  const others = items
    .rest()
    .map(item => ({
      page: item.node.spec.id,
      title: item.title,
      href: item.href,
      icon: item.icon ?? <></>,
      group: 'work' as const,
    }))
    .sort((a, b) => a.title.localeCompare(b.title));
  const settings = known.filter(({ group }) => group === 'settings');
  const main = known.filter(({ group }) => group !== 'settings');
  return [...main, ...others, ...settings];
}

/** Whether a menu entry is the page that is open, or the page above it. */
export function isCurrent(href: string, path: string): boolean {
  const base = href.replace(/\/+$/, '');
  if (base === '') {
    return path === '/' || path === '';
  }
  return path === base || path.startsWith(`${base}/`);
}
