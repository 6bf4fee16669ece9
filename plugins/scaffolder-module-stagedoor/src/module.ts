import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { serviceCreationApi } from './api/serviceCreationApi';

const serviceNameField = FormFieldBlueprint.make({
  name: 'service-name',
  params: {
    field: () => import('./serviceName/field').then(m => m.serviceName),
  },
});

const destinationField = FormFieldBlueprint.make({
  name: 'destination',
  params: {
    field: () => import('./destination/field').then(m => m.destination),
  },
});

const myTeamField = FormFieldBlueprint.make({
  name: 'my-team',
  params: { field: () => import('./myTeam/field').then(m => m.myTeam) },
});

const creationPreviewField = FormFieldBlueprint.make({
  name: 'creation-preview',
  params: {
    field: () => import('./creationPreview/field').then(m => m.creationPreview),
  },
});

/**
 * The fields with which a person creates a service: its name, its team, where its source lives, and what will be made.
 *
 * @public
 */
export const scaffolderModuleStagedoor = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    serviceCreationApi,
    serviceNameField,
    destinationField,
    myTeamField,
    creationPreviewField,
  ],
});
