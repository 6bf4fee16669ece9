import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './home/homeModule';
import { shellModule } from './shell/shellModule';

// Plugins are found by themselves (app.packages in app-config.yaml); listed here is what makes the
// app Stagedoor.
export default createApp({ features: [shellModule, homeModule] });
