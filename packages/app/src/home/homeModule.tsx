import {
  ApiBlueprint,
  createFrontendModule,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { VisitsStorageApi, visitsApiRef } from '@backstage/plugin-home';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';
import { isWorthRemembering } from './isWorthRemembering';
import { nameVisit } from './nameVisit';

const layout = HomePageLayoutBlueprint.make({
  params: {
    loader: () => import('./HomePage').then(m => m.HomePage),
  },
});

/** Remembers visits in the person's settings, so that they follow the person to another browser. */
const visitsApi = ApiBlueprint.make({
  name: 'visits',
  params: defineParams =>
    defineParams({
      api: visitsApiRef,
      deps: { storageApi: storageApiRef, identityApi: identityApiRef },
      factory: ({ storageApi, identityApi }) =>
        VisitsStorageApi.create({
          storageApi,
          identityApi,
          limit: 40,
          transformPathname: pathname => pathname.replace(/\/+$/, '') || '/',
          canSave: isWorthRemembering,
          enrichVisit: visit => ({ name: nameVisit(visit) }),
        }),
    }),
});

/** The home page and the memory of what the person visited. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [layout, visitsApi],
});
