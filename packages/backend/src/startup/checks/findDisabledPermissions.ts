import { Check } from '../Finding';

/** Permissions that are not enforced. */
export const findDisabledPermissions: Check = config =>
  config.getOptional('permission.enabled') === true
    ? []
    : [
        {
          key: 'permission.enabled',
          says: 'is not true: set it to true, otherwise everybody may do everything.',
        },
      ];
