import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiPulseLine } from '@remixicon/react';
import { linksCard } from './extensions/linksCard';
import { monitoringContent } from './extensions/monitoringContent';
import { observabilityApi } from './extensions/observabilityApi';

/**
 * Where a service is monitored, built, discussed and kept, on its own page.
 *
 * @public
 */
export const observabilityPlugin = createFrontendPlugin({
  pluginId: 'observability',
  title: 'Observability',
  icon: <RiPulseLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [observabilityApi, linksCard, monitoringContent],
});
