import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { entityAccessRouteRef } from '../routes';
import { whereAccessIs } from './whereAccessIs';

/** The tab "Access" of components, hosts and teams: who has access now, and how to ask for it. */
export const entityAccess = EntityContentBlueprint.make({
  params: {
    path: '/access',
    title: 'Access',
    routeRef: entityAccessRouteRef,
    filter: whereAccessIs,
    loader: async () => {
      const { EntityAccess } = await import('../entity/EntityAccess');
      return <EntityAccess />;
    },
  },
});
