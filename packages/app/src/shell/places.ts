import {
  RiApps2Line,
  RiBookOpenLine,
  RiGitRepositoryLine,
  RiHome5Line,
  RiKey2Line,
  RiNotification3Line,
  RiPlugLine,
  RiAddBoxLine,
  RiRocket2Line,
  RiSettings3Line,
  RiShieldUserLine,
  RiStackLine,
  RiToolsLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { devToolsAdministerPermission } from '@backstage/plugin-devtools-common';
import type { BasicPermission } from '@backstage/plugin-permission-common';

/** The three parts of the side bar, divided by lines. */
export type PlaceGroup = 'main' | 'work' | 'settings';

/** A page that the navigation knows by name. */
export interface Place {
  /** The id of the page's extension. A place whose page is not installed is not shown. */
  page: string;
  title: string;
  Icon: RemixiconComponentType;
  group: PlaceGroup;
  /** The letter that goes there after `g`. */
  key?: string;
  /** Shown only to people who have this permission. */
  permission?: BasicPermission;
}

/**
 * What the side bar shows, in this order. Pages that are installed but not listed here follow those of
 * the group `work`, by title.
 */
export const places: readonly Place[] = [
  {
    page: 'page:home',
    title: 'Home',
    Icon: RiHome5Line,
    group: 'main',
    key: 'h',
  },
  {
    page: 'page:catalog',
    title: 'Catalog',
    Icon: RiApps2Line,
    group: 'main',
    key: 'c',
  },
  {
    page: 'page:scaffolder',
    title: 'Create',
    Icon: RiAddBoxLine,
    group: 'main',
    key: 'n',
  },
  {
    page: 'page:releases',
    title: 'Releases',
    Icon: RiRocket2Line,
    group: 'work',
    key: 'r',
  },
  {
    page: 'page:access',
    title: 'Access',
    Icon: RiKey2Line,
    group: 'work',
    key: 'a',
  },
  {
    page: 'page:toolchain',
    title: 'Stack',
    Icon: RiStackLine,
    group: 'work',
    key: 's',
  },
  {
    page: 'page:repositories',
    title: 'Source',
    Icon: RiGitRepositoryLine,
    group: 'work',
    key: 'o',
  },
  {
    page: 'page:techdocs',
    title: 'Docs',
    Icon: RiBookOpenLine,
    group: 'work',
    key: 'd',
  },
  {
    page: 'page:api-docs',
    title: 'APIs',
    Icon: RiPlugLine,
    group: 'work',
    key: 'p',
  },
  {
    page: 'page:roles',
    title: 'Roles and permissions',
    Icon: RiShieldUserLine,
    group: 'settings',
  },
  {
    page: 'page:devtools',
    title: 'Diagnostics',
    Icon: RiToolsLine,
    group: 'settings',
    permission: devToolsAdministerPermission,
  },
  {
    page: 'page:notifications',
    title: 'Notifications',
    Icon: RiNotification3Line,
    group: 'settings',
    key: 'i',
  },
  {
    page: 'page:user-settings',
    title: 'Settings',
    Icon: RiSettings3Line,
    group: 'settings',
  },
];

/**
 * Pages that are reached from another page and so have no line in the side bar: search opens with a
 * key, sign-in by itself, the others from Catalog, Create and Diagnostics.
 */
export const pagesWithoutPlace: readonly string[] = [
  'page:search',
  'page:auth',
  'page:catalog-graph',
  'page:catalog-import',
  'page:catalog-unprocessed-entities',
];
