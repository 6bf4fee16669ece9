import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The tab "Monitoring" of what runs. */
export const monitoringContent = EntityContentBlueprint.make({
  name: 'monitoring',
  params: {
    path: '/monitoring',
    title: 'Monitoring',
    group: 'observability',
    filter: { kind: { $in: ['component', 'resource'] } },
    loader: async () => {
      const { MonitoringContent } =
        await import('../components/MonitoringContent/MonitoringContent');
      return <MonitoringContent />;
    },
  },
});
