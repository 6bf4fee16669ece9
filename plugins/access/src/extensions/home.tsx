import {
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';

/** A part of the home page that draws its own card. One named `waits-for-me` stands first on the page. */
function createHomePart<TName extends string>(
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

export const waitsForMe = createHomePart(
  'waits-for-me',
  'Requests for access that wait for you',
  async () => {
    const { WaitsForMeWidget } = await import('../home/WaitsForMeWidget');
    return <WaitsForMeWidget />;
  },
);

export const myAccess = createHomePart('my-access', 'My access', async () => {
  const { MyAccessWidget } = await import('../home/MyAccessWidget');
  return <MyAccessWidget />;
});
