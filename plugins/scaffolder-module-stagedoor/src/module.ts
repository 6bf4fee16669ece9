import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { serviceCreationApi } from './api/serviceCreationApi';
import {
  creationPreviewField,
  destinationField,
  myTeamField,
  serviceNameField,
} from './fields';

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
