import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  creationPreviewField,
  destinationField,
  myTeamField,
  serviceNameField,
} from './fields';

const { formFieldLoader } = FormFieldBlueprint.dataRefs;

describe('the fields of the module', () => {
  it.each([
    [
      'ServiceName',
      createExtensionTester(serviceNameField).get(formFieldLoader),
    ],
    [
      'Destination',
      createExtensionTester(destinationField).get(formFieldLoader),
    ],
    ['MyTeam', createExtensionTester(myTeamField).get(formFieldLoader)],
    [
      'CreationPreview',
      createExtensionTester(creationPreviewField).get(formFieldLoader),
    ],
  ])('offers %s to templates', async (name, load) => {
    expect(await load()).toMatchObject({ name });
  });
});
