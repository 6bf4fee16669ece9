import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { destinationSchema } from '@stagedoor/service-creation';
import { DestinationValue } from './schema';

/** Keeps a person from going on with a forge and nobody there to own the repository. */
export const validateDestination: CustomFieldValidator<
  DestinationValue | undefined
> = (value, validation) => {
  if (value && value.kind !== 'stored' && !value.owner) {
    validation.addError('Say who will own the repository.');
    return;
  }
  const parsed = destinationSchema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    validation.addError(`${path.join('.') || 'destination'} ${message}`);
  }
};
