import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

export const serviceNameField = FormFieldBlueprint.make({
  name: 'service-name',
  params: {
    field: () => import('./serviceName/field').then(m => m.serviceName),
  },
});

export const destinationField = FormFieldBlueprint.make({
  name: 'destination',
  params: {
    field: () => import('./destination/field').then(m => m.destination),
  },
});

export const myTeamField = FormFieldBlueprint.make({
  name: 'my-team',
  params: { field: () => import('./myTeam/field').then(m => m.myTeam) },
});

export const creationPreviewField = FormFieldBlueprint.make({
  name: 'creation-preview',
  params: {
    field: () => import('./creationPreview/field').then(m => m.creationPreview),
  },
});
