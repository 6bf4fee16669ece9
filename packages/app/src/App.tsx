import { createApp } from '@backstage/frontend-defaults';
import { entityModule } from './entity/entityModule';
import { homeModule } from './home/homeModule';
import { settingsModule } from './settings/settingsModule';
import { shellModule } from './shell/shellModule';
import { signInModule } from './signIn';

// Plugins are found by themselves (app.packages in app-config.yaml); listed here is what makes the
// app Stagedoor.
export default createApp({
  features: [
    shellModule,
    homeModule,
    entityModule,
    settingsModule,
    signInModule,
  ],
});
