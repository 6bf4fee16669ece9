import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import searchPlugin from '@backstage/plugin-search/alpha';
import { RiSearch2Line } from '@remixicon/react';

const searchPage = PageBlueprint.make({
  params: {
    path: '/search',
    title: 'Search',
    icon: <RiSearch2Line />,
    routeRef: searchPlugin.routes.root,
    loader: () => import('./SearchPage').then(m => <m.SearchPage />),
  },
});

/** The page with all results, which works on a phone; the quick search over every page is part of the shell. */
export const searchModule = createFrontendModule({
  pluginId: 'search',
  extensions: [searchPage],
});
