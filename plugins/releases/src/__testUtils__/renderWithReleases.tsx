import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ReleasesClient } from '@stagedoor/plugin-releases-common';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeEntityNames, FakeSignals } from '@stagedoor/ui-parts/testing';
import { releasesApiRef } from '../api/releasesApiRef';
import { releaseRouteRef, rootRouteRef } from '../routes';

export const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', owner: 'payments' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/payments' },
    { type: 'dependsOn', targetRef: 'resource:default/prod-1' },
  ],
};

const anotherComponent: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'seat-map', namespace: 'default' },
  spec: { type: 'service', owner: 'checkout' },
};

const host: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'prod-1',
    namespace: 'default',
    annotations: { 'stagedoor.dev/environment': 'production' },
  },
  spec: { type: 'host', owner: 'payments' },
};

/** Roles of a person who may do nothing. */
const deniedByRoles: typeof rolesApiRef.T = {
  explain: async questions =>
    questions.map(question => ({
      ...question,
      title: 'See releases',
      decision: 'denied',
      because: 'Only viewers may see releases.',
      yourRoles: [],
      neededRoles: ['viewer'],
    })),
  getMyRoles: async () => ({
    userEntityRef: 'user:default/ana.ruiz',
    roles: [],
    ownsThrough: [],
  }),
  getRoleTable: async () => ({ roles: [], permissions: [] }),
};

/** Draws a view as in the app, on the page of a component. */
export function renderWithReleases(
  element: JSX.Element,
  options: { signals?: FakeSignals; names?: Record<string, string> } = {},
) {
  return renderInTestApp(
    <EntityProvider entity={component}>{element}</EntityProvider>,
    {
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
              getBaseUrl: async id => `http://localhost:7007/api/${id}`,
            },
            fetchApi: { fetch: (input, init) => fetch(input, init) },
          }),
        ],
        mockApis.identity({
          userEntityRef: 'user:default/ana.ruiz',
          ownershipEntityRefs: [
            'user:default/ana.ruiz',
            'group:default/payments',
          ],
        }),
        [
          catalogApiRef,
          catalogApiMock({ entities: [component, anotherComponent, host] }),
        ],
        [signalApiRef, options.signals ?? new FakeSignals()],
        [entityPresentationApiRef, new FakeEntityNames(options.names ?? {})],
        [rolesApiRef, deniedByRoles],
      ],
    },
  );
}
