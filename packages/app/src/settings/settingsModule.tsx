import {
  configApiRef,
  coreExtensionData,
  createFrontendModule,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { NoAccounts } from './NoAccounts';

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

/** The providers that the stock page of accounts knows; for others it shows an empty card. */
const connectable = new Set([
  'github',
  'gitlab',
  'google',
  'microsoft',
  'okta',
  'bitbucket',
  'bitbucketServer',
  'onelogin',
  'atlassian',
  'openshift',
]);

const accounts = userSettingsPlugin
  .getExtension('sub-page:user-settings/auth-providers')
  .override({
    *factory(originalFactory, { apis }) {
      yield* originalFactory();
      const configured =
        apis.get(configApiRef)?.getOptionalConfig('auth.providers')?.keys() ??
        [];
      if (!configured.some(id => connectable.has(id))) {
        yield coreExtensionData.reactElement(<NoAccounts />);
      }
    },
  });

/** The person's own settings. */
export const settingsModule = createFrontendModule({
  pluginId: 'user-settings',
  extensions: [general, notifications, accounts],
});
