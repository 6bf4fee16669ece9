import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

export const rolesPage = PageBlueprint.make({
  params: {
    path: '/roles',
    routeRef: rootRouteRef,
    loader: async () => {
      const { RolesPage } = await import('../components/RolesPage/RolesPage');
      return <RolesPage />;
    },
  },
});
