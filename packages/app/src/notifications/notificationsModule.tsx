import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import { RiNotification3Line } from '@remixicon/react';

const notificationsPage = PageBlueprint.make({
  params: {
    path: '/notifications',
    title: 'Notifications',
    icon: <RiNotification3Line />,
    routeRef: notificationsPlugin.routes.root,
    loader: () =>
      import('./NotificationsPage').then(m => <m.NotificationsPage />),
  },
});

/** The list of notifications, which works on a phone at night. */
export const notificationsModule = createFrontendModule({
  pluginId: 'notifications',
  extensions: [notificationsPage],
});
