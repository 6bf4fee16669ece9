import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { componentRouteRef } from '../routes';

/** The tab "Releases" of a component: what runs where, and everything that can be done about it. */
export const componentReleases = EntityContentBlueprint.make({
  params: {
    path: '/releases',
    title: 'Releases',
    group: 'releases',
    routeRef: componentRouteRef,
    filter: { kind: 'component' },
    loader: async () => {
      const { ComponentReleases } =
        await import('../component/ComponentReleases');
      return <ComponentReleases />;
    },
  },
});

/** What runs where, on the overview of what runs at all. */
export const environmentsCard = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: { kind: 'component', 'spec.type': { $in: ['service', 'website'] } },
    loader: async () => {
      const { EnvironmentsCard } =
        await import('../component/EnvironmentsCard');
      return <EnvironmentsCard />;
    },
  },
});
