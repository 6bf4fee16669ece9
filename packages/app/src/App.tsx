import { createApp } from '@backstage/frontend-defaults';
import { apisModule } from './catalog/apisModule';
import { createModule } from './create/createModule';
import { docsModule } from './docs/docsModule';
import { entityModule } from './entity/entityModule';
import { graphModule } from './entity/graphModule';
import { kindsModule } from './entity/kindsModule';
import { homeModule } from './home/homeModule';
import { kubernetesLoader } from './kubernetes/kubernetesLoader';
import { notificationsModule } from './notifications/notificationsModule';
import { searchModule } from './search/searchModule';
import { settingsModule } from './settings/settingsModule';
import { shellModule } from './shell/shellModule';
import { signInModule } from './signIn';

// Plugins are found by themselves (app.packages in app-config.yaml); listed here is what makes the
// app Stagedoor.
export default createApp({
  features: [
    shellModule,
    homeModule,
    apisModule,
    createModule,
    docsModule,
    entityModule,
    graphModule,
    kindsModule,
    kubernetesLoader,
    notificationsModule,
    searchModule,
    settingsModule,
    signInModule,
  ],
});
