import { createExtensionInput } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

/** Replaces the stock card; the links that other plugins attach to it stay. */
export const aboutCard = EntityCardBlueprint.makeWithOverrides({
  name: 'about',
  inputs: {
    iconLinks: createExtensionInput([
      EntityIconLinkBlueprint.dataRefs.filterFunction.optional(),
      EntityIconLinkBlueprint.dataRefs.useProps,
    ]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      type: 'info',
      filter: { $not: { kind: { $in: ['user', 'group'] } } },
      loader: async () => {
        const { AboutCard } = await import('./AboutCard');
        const { AboutLinks } = await import('./AboutLinks');
        const links = inputs.iconLinks.map(link => ({
          id: link.node.spec.id,
          filter: link.get(EntityIconLinkBlueprint.dataRefs.filterFunction),
          useProps: link.get(EntityIconLinkBlueprint.dataRefs.useProps),
        }));
        return <AboutCard links={<AboutLinks links={links} />} />;
      },
    });
  },
});
