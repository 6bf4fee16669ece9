import type { EntityContextMenuItemParams } from '@backstage/plugin-catalog-react/alpha';

/** What has hosts that one can be given access to: components, teams, and hosts themselves. */
export const whereAccessIs: EntityContextMenuItemParams['filter'] = {
  $any: [
    { kind: { $in: ['component', 'group'] } },
    { kind: 'resource', 'spec.type': 'host' },
  ],
};
