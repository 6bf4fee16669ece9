import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { serviceNameFieldSchema } from './schema';
import { ServiceName } from './ServiceName';
import { validateServiceName } from './validateServiceName';

export const serviceName = createFormField({
  name: 'ServiceName',
  component: ServiceName,
  validation: validateServiceName,
  schema: serviceNameFieldSchema,
});
