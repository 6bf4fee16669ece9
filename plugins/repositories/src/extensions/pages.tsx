import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { repositoryRouteRef, rootRouteRef, sourceRouteRef } from '../routes';

export const repositoriesPage = PageBlueprint.make({
  params: {
    path: '/repositories',
    title: 'Source',
    routeRef: rootRouteRef,
    loader: async () => {
      const { RepositoriesPage } =
        await import('../components/RepositoriesPage/RepositoriesPage');
      return <RepositoriesPage />;
    },
  },
});

export const repositoryPage = PageBlueprint.make({
  name: 'repository',
  params: {
    path: '/repositories/:name',
    routeRef: repositoryRouteRef,
    noHeader: true,
    loader: async () => {
      const { RepositoryPage } =
        await import('../components/SourcePage/RepositoryPage');
      return <RepositoryPage />;
    },
  },
});

export const sourcePage = PageBlueprint.make({
  name: 'source',
  params: {
    path: '/repositories/:name/:view/:ref',
    routeRef: sourceRouteRef,
    noHeader: true,
    loader: async () => {
      const { SourcePage } =
        await import('../components/SourcePage/SourcePage');
      return <SourcePage />;
    },
  },
});
