import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { JsonObject, JsonValue } from '@backstage/types';
import { ServiceCreationClient } from '@stagedoor/service-creation';
import { serviceCreationApiRef } from '../api/serviceCreationApiRef';
import { CreationPreview } from '../creationPreview/CreationPreview';
import { Destination } from '../destination/Destination';
import { validateDestination } from '../destination/validateDestination';
import { MyTeam } from '../myTeam/MyTeam';
import { ServiceName } from '../serviceName/ServiceName';
import { validateServiceName } from '../serviceName/validateServiceName';

/** Where the client of the tests finds the backend. */
export const backendUrl = 'http://localhost:7007/api/scaffolder/stagedoor';

const extensions = [
  {
    name: 'ServiceName',
    component: ServiceName,
    validation: validateServiceName,
  },
  {
    name: 'Destination',
    component: Destination,
    validation: validateDestination,
  },
  { name: 'MyTeam', component: MyTeam },
  { name: 'CreationPreview', component: CreationPreview },
];

/** Renders the scaffolder's own form with one step for each schema, and the fields under test in it. */
export function renderForm(
  schemas: JsonObject[],
  options: {
    groups?: string[];
    entities?: Entity[];
    onCreate?: (values: Record<string, JsonValue>) => void;
    initialState?: Record<string, JsonValue>;
  } = {},
) {
  const client = new ServiceCreationClient({
    discoveryApi: {
      getBaseUrl: async () => 'http://localhost:7007/api/scaffolder',
    },
    fetchApi: { fetch: (input, init) => fetch(input, init) },
  });
  return renderInTestApp(
    <Stepper
      manifest={{
        title: 'Node.js service',
        steps: schemas.map((schema, index) => ({
          title: `Step ${index + 1}`,
          schema,
        })),
      }}
      extensions={extensions}
      initialState={options.initialState}
      formProps={{ EXPERIMENTAL_theme: 'bui' }}
      onCreate={async values => options.onCreate?.(values)}
    />,
    {
      apis: [
        [serviceCreationApiRef, client],
        [catalogApiRef, catalogApiMock({ entities: options.entities ?? [] })],
        mockApis.identity({
          userEntityRef: 'user:default/ana.ruiz',
          ownershipEntityRefs: [
            'user:default/ana.ruiz',
            ...(options.groups ?? []),
          ],
        }),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}
