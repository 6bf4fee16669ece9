import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CreationPreview } from './CreationPreview';
import { creationPreviewFieldSchema } from './schema';

export const creationPreview = createFormField({
  name: 'CreationPreview',
  component: CreationPreview,
  schema: creationPreviewFieldSchema,
});
