import { createExtensionTester } from '@backstage/frontend-test-utils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import {
  creationPreviewField,
  destinationField,
  myTeamField,
  serviceNameField,
} from './fields';

describe('the fields of the module', () => {
  it.each([
    ['ServiceName', serviceNameField],
    ['Destination', destinationField],
    ['MyTeam', myTeamField],
    ['CreationPreview', creationPreviewField],
  ])('offers %s to templates', async (name, extension) => {
    const load = createExtensionTester(extension).get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    );
    expect(await load()).toMatchObject({ name });
  });
});
