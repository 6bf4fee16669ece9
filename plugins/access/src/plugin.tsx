import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiKey2Line } from '@remixicon/react';
import { accessApi } from './extensions/accessApi';
import { entityAccess } from './extensions/entity';
import { myAccess, waitsForMe } from './extensions/home';
import { requestAccess } from './extensions/requestAccess';
import {
  accessPage,
  grantPage,
  requestPage,
  sessionPage,
} from './extensions/pages';
import {
  entityAccessRouteRef,
  grantRouteRef,
  requestRouteRef,
  rootRouteRef,
  sessionRouteRef,
} from './routes';

/**
 * Access: asked for with a reason, approved by somebody else, ended in time, and replayed.
 *
 * @public
 */
export const accessPlugin = createFrontendPlugin({
  pluginId: 'access',
  title: 'Access',
  icon: <RiKey2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    grant: grantRouteRef,
    session: sessionRouteRef,
    entity: entityAccessRouteRef,
  },
  extensions: [
    accessApi,
    accessPage,
    requestPage,
    grantPage,
    sessionPage,
    entityAccess,
    requestAccess,
    waitsForMe,
    myAccess,
  ],
});
