import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Destination } from './Destination';
import { destinationFieldSchema } from './schema';
import { validateDestination } from './validateDestination';

export const destination = createFormField({
  name: 'Destination',
  component: Destination,
  validation: validateDestination,
  schema: destinationFieldSchema,
});
