import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
  PageLayout as StockPageLayout,
} from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  SwappableComponentBlueprint,
} from '@backstage/plugin-app-react';
import { darkTheme, lightTheme } from '../theme/themes';
import {
  errorDisplay,
  notFoundPage,
  progress,
} from '../feedback/feedbackComponents';
import { words } from '../words/words';
import { AppLayout } from './AppLayout';
import { Navigation } from './Navigation';
import { PageLayout } from './PageLayout';

/** Replaces the stock frame, which is built around the sidebar of the old component library. */
const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <AppLayout navigation={inputs.nav.get(coreExtensionData.reactElement)}>
        {inputs.content.get(coreExtensionData.reactElement)}
      </AppLayout>,
    ),
  ],
});

const navigation = NavContentBlueprint.make({
  params: { component: Navigation },
});

const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define =>
    define({ component: StockPageLayout, loader: () => PageLayout }),
});

/** The frame of the app: themes, layout, navigation, and what stands in for a page that cannot be shown. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    lightTheme,
    darkTheme,
    layout,
    navigation,
    pageLayout,
    ...words,
    progress,
    notFoundPage,
    errorDisplay,
  ],
});
