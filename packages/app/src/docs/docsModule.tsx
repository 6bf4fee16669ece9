import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import { RiBookOpenLine } from '@remixicon/react';

const docsPage = PageBlueprint.make({
  params: {
    path: '/docs',
    title: 'Docs',
    icon: <RiBookOpenLine />,
    routeRef: techdocsPlugin.routes.root,
    loader: () => import('./DocsPage').then(m => <m.DocsPage />),
  },
});

/** The list of everything that has documentation. */
export const docsModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [docsPage],
});
