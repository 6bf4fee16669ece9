import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The card "Source" of what is kept in a repository of this platform; absent elsewhere. */
export const sourceCard = EntityCardBlueprint.make({
  name: 'source',
  params: {
    type: 'info',
    filter: ({ metadata }) =>
      metadata.annotations?.['backstage.io/source-location']?.includes(
        '/repositories/',
      ) ?? false,
    loader: async () => {
      const { SourceCard } =
        await import('../components/SourceCard/SourceCard');
      return <SourceCard />;
    },
  },
});
