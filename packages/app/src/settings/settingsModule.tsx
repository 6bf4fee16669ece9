import {
  createFrontendModule,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';

/** Replaces the stock page, which has switches for a side bar that this app does not have. */
const general = SubPageBlueprint.make({
  name: 'general',
  params: {
    path: 'general',
    title: 'General',
    loader: () => import('./GeneralSettings').then(m => <m.GeneralSettings />),
  },
});

const notifications = SubPageBlueprint.make({
  name: 'notifications',
  params: {
    path: 'notifications',
    title: 'Notifications',
    loader: () =>
      import('./NotificationSettings').then(m => <m.NotificationSettings />),
  },
});

/** The person's own settings. */
export const settingsModule = createFrontendModule({
  pluginId: 'user-settings',
  extensions: [general, notifications],
});
