import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  grantRouteRef,
  requestRouteRef,
  rootRouteRef,
  sessionRouteRef,
} from '../routes';

/** What one holds, asked for, and may decide. */
export const accessPage = PageBlueprint.make({
  params: {
    path: '/access',
    title: 'Access',
    routeRef: rootRouteRef,
    loader: async () => {
      const { AccessPage } = await import('../page/AccessPage');
      return <AccessPage />;
    },
  },
});

/** One request; it draws its own head. */
export const requestPage = PageBlueprint.make({
  name: 'request',
  params: {
    path: '/access/requests/:id',
    routeRef: requestRouteRef,
    noHeader: true,
    loader: async () => {
      const { RequestPage } = await import('../request/RequestPage');
      return <RequestPage />;
    },
  },
});

/** One grant; it draws its own head. */
export const grantPage = PageBlueprint.make({
  name: 'grant',
  params: {
    path: '/access/grants/:id',
    routeRef: grantRouteRef,
    noHeader: true,
    loader: async () => {
      const { GrantPage } = await import('../grant/GrantPage');
      return <GrantPage />;
    },
  },
});

/** One session; it draws its own head. */
export const sessionPage = PageBlueprint.make({
  name: 'session',
  params: {
    path: '/access/sessions/:id',
    routeRef: sessionRouteRef,
    noHeader: true,
    loader: async () => {
      const { SessionPage } = await import('../session/SessionPage');
      return <SessionPage />;
    },
  },
});
