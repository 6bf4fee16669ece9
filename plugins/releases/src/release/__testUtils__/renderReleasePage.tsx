import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ReleasesClient } from '@stagedoor/plugin-releases-common';
import { FakeSignals } from '@stagedoor/ui-parts/testing';
import { component } from '../../__testUtils__/renderWithReleases';
import { releasesApiRef } from '../../api/releasesApiRef';
import { releaseRouteRef, rootRouteRef } from '../../routes';

/** Lays elements out as if each were so high, since jsdom lays out nothing: lists draw what would be in sight. */
export function pretendLayout(height = 400): void {
  jest
    .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
    .mockImplementation(function offsetHeight(this: HTMLElement) {
      return this.dataset.index === undefined ? height : 20;
    });
  jest
    .spyOn(HTMLElement.prototype, 'offsetWidth', 'get')
    .mockImplementation(() => 800);
}

/** Draws something as on the page of a release. */
export function renderReleasePage(
  element: JSX.Element,
  options: { id?: number | string; signals?: FakeSignals } = {},
) {
  const { id = 1284, signals = new FakeSignals() } = options;
  return renderInTestApp(element, {
    mountPath: '/releases/:id',
    initialRouteEntries: [`/releases/${id}`],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/releases': rootRouteRef,
      '/releases/:id': releaseRouteRef,
    },
    apis: [
      [
        releasesApiRef,
        new ReleasesClient({
          discoveryApi: {
            getBaseUrl: async pluginId =>
              `http://localhost:7007/api/${pluginId}`,
          },
          fetchApi: { fetch: (input, init) => fetch(input, init) },
        }),
      ],
      [catalogApiRef, catalogApiMock({ entities: [component] })],
      [signalApiRef, signals],
    ],
  });
}
