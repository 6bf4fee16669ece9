import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { releaseRouteRef, rootRouteRef } from '../routes';

/** The releases of all services. */
export const releasesPage = PageBlueprint.make({
  params: {
    path: '/releases',
    title: 'Releases',
    routeRef: rootRouteRef,
    loader: async () => {
      const { ReleasesPage } = await import('../list/ReleasesPage');
      return <ReleasesPage />;
    },
  },
});

/** One release; it draws its own head. */
export const releasePage = PageBlueprint.make({
  name: 'release',
  params: {
    path: '/releases/:id',
    routeRef: releaseRouteRef,
    noHeader: true,
    loader: async () => {
      const { ReleasePage } = await import('../release/ReleasePage');
      return <ReleasePage />;
    },
  },
});
