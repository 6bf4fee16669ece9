import type { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { AccessClient } from '@stagedoor/plugin-access-common';
import { rolesApiRef } from '@stagedoor/plugin-roles-react';
import { FakeEntityNames, FakeSignals } from '@stagedoor/ui-parts/testing';
import { accessApiRef } from '../api/accessApiRef';
import {
  grantRouteRef,
  requestRouteRef,
  rootRouteRef,
  sessionRouteRef,
} from '../routes';
import { me } from './builders';

export const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', owner: 'payments' },
  relations: ['prod-1', 'prod-2', 'staging-1'].map(name => ({
    type: 'dependsOn',
    targetRef: `resource:default/${name}`,
  })),
};

/** A team that owns {@link component}, and a host of its own. */
export const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', namespace: 'default', title: 'Payments' },
  spec: { type: 'team', children: [] },
  relations: [
    'component:default/payments-api',
    'resource:default/lab-1',
    'resource:default/prod-1',
  ].map(targetRef => ({ type: 'ownerOf', targetRef })),
};

const hosts: Entity[] = ['prod-1', 'prod-2', 'staging-1', 'lab-1'].map(
  name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'stagedoor.dev/environment': name.startsWith('prod')
          ? 'production'
          : 'staging',
      },
    },
    spec: { type: 'host', owner: 'payments' },
  }),
);

/** Roles of somebody who may ask for access, or of somebody who may do nothing. */
function makeRoles(decision: 'allowed' | 'denied'): typeof rolesApiRef.T {
  return {
    explain: async questions =>
      questions.map(question => ({
        ...question,
        title: 'See access',
        decision,
        because: 'Only developers may see access.',
        yourRoles: [],
        neededRoles: ['developer'],
      })),
    getMyRoles: async () => ({
      userEntityRef: me,
      roles: [],
      ownsThrough: [],
    }),
    getRoleTable: async () => ({ roles: [], permissions: [] }),
  };
}

/** Draws a view as in the app, on the page of a component. */
export function renderWithAccess(
  element: JSX.Element,
  options: {
    isDenied?: boolean;
    entity?: Entity;
    signals?: FakeSignals;
    names?: Record<string, string>;
  } = {},
) {
  return renderInTestApp(
    <EntityProvider entity={options.entity ?? component}>
      {element}
    </EntityProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/access': rootRouteRef,
        '/access/requests/:id': requestRouteRef,
        '/access/grants/:id': grantRouteRef,
        '/access/sessions/:id': sessionRouteRef,
      },
      apis: [
        [
          accessApiRef,
          new AccessClient({
            discoveryApi: {
              getBaseUrl: async id => `http://localhost:7007/api/${id}`,
            },
            fetchApi: { fetch: (input, init) => fetch(input, init) },
          }),
        ],
        [identityApiRef, mockApis.identity({ userEntityRef: me })],
        [catalogApiRef, catalogApiMock({ entities: [component, ...hosts] })],
        [signalApiRef, options.signals ?? new FakeSignals()],
        [entityPresentationApiRef, new FakeEntityNames(options.names ?? {})],
        [rolesApiRef, makeRoles(options.isDenied ? 'denied' : 'allowed')],
      ],
    },
  );
}
