import { Check } from '../Finding';

/** An installation that nobody could sign in to. */
export const findNoSignIn: Check = config =>
  config.getOptionalConfig('auth.providers')?.keys().length
    ? []
    : [
        {
          key: 'auth.providers',
          says: 'is empty, so nobody can sign in: configure oidc, github or gitlab.',
        },
      ];
