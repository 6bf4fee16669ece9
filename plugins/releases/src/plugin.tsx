import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiRocket2Line } from '@remixicon/react';
import { componentReleases, environmentsCard } from './extensions/entity';
import { myServices, runsNow, waitsForMe } from './extensions/home';
import { releasePage, releasesPage } from './extensions/pages';
import { releasesApi } from './extensions/releasesApi';
import {
  catalogRouteRef,
  componentRouteRef,
  releaseRouteRef,
  rootRouteRef,
} from './routes';

/**
 * Releases: asked for, approved, watched live, verified and rolled back.
 *
 * @public
 */
export const releasesPlugin = createFrontendPlugin({
  pluginId: 'releases',
  title: 'Releases',
  icon: <RiRocket2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    release: releaseRouteRef,
    component: componentRouteRef,
  },
  externalRoutes: { catalog: catalogRouteRef },
  extensions: [
    releasesApi,
    releasesPage,
    releasePage,
    componentReleases,
    environmentsCard,
    waitsForMe,
    runsNow,
    myServices,
  ],
});
