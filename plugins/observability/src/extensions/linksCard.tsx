import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/**
 * The card "Links" on the overview of what runs or is built, and of whatever else has links of its own.
 */
export const linksCard = EntityCardBlueprint.make({
  name: 'links',
  params: {
    type: 'info',
    filter: {
      $any: [
        { kind: { $in: ['component', 'resource'] } },
        { 'metadata.links': { $exists: true } },
      ],
    },
    loader: async () => {
      const { LinksCard } = await import('../components/LinksCard/LinksCard');
      return <LinksCard />;
    },
  },
});
