import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef, sourceRouteRef } from '../routes';

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
