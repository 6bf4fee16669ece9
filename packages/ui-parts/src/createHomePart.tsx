import {
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';

/**
 * A part of the home page that draws its own card: the stock blueprint would put a card of another design around it.
 * One named `waits-for-me` stands first on the page.
 */
export function createHomePart<TName extends string>(
  name: TName,
  title: string,
  loader: () => Promise<JSX.Element>,
) {
  return createExtension({
    kind: 'home-page-widget',
    name,
    attachTo: { id: 'page:home', input: 'widgets' },
    output: [homePageWidgetDataRef],
    factory: ({ node }) => [
      homePageWidgetDataRef({
        node,
        name,
        title,
        component: ExtensionBoundary.lazy(node, loader),
      }),
    ],
  });
}
