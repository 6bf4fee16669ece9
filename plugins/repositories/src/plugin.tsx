import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiGitRepositoryLine } from '@remixicon/react';
import {
  repositoriesPage,
  repositoryPage,
  sourcePage,
} from './extensions/pages';
import { repositoriesApi } from './extensions/repositoriesApi';
import { sourceCard } from './extensions/sourceCard';
import { repositoryRouteRef, rootRouteRef, sourceRouteRef } from './routes';

/**
 * The source of what is kept in the repositories of this platform.
 *
 * @public
 */
export const repositoriesPlugin = createFrontendPlugin({
  pluginId: 'repositories',
  title: 'Source',
  icon: <RiGitRepositoryLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    repository: repositoryRouteRef,
    source: sourceRouteRef,
  },
  extensions: [
    repositoriesApi,
    repositoriesPage,
    repositoryPage,
    sourcePage,
    sourceCard,
  ],
});
