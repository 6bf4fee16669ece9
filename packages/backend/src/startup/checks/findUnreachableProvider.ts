import { Check } from '../Finding';

const PROVIDERS = ['oidc', 'github', 'gitlab'];

/** Providers without a section for the environment that the sign-in page asks for. */
export const findUnreachableProvider: Check = config => {
  const environment =
    config.getOptionalString('auth.environment') ?? 'development';
  return PROVIDERS.filter(
    provider =>
      config.has(`auth.providers.${provider}`) &&
      !config.has(`auth.providers.${provider}.${environment}`),
  ).map(provider => ({
    key: `auth.providers.${provider}`,
    says: `has no section '${environment}', which auth.environment asks for (development when it is absent): make the two agree.`,
  }));
};
