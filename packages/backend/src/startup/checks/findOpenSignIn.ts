import { Check, Finding } from '../Finding';

const OPEN_PROVIDERS: Record<string, string> = {
  guest: 'lets anybody in without saying who they are',
  persona: 'lets anybody act as the listed people',
};

/** Ways to sign in, or past signing in, that ask for no proof of identity. */
export const findOpenSignIn: Check = config => {
  const findings = Object.entries(OPEN_PROVIDERS)
    .filter(([provider]) => config.has(`auth.providers.${provider}`))
    .map<Finding>(([provider, effect]) => ({
      key: `auth.providers.${provider}`,
      says: `${effect}: remove it, and configure oidc, github or gitlab instead.`,
    }));
  const bypass = 'backend.auth.dangerouslyDisableDefaultAuthPolicy';
  if (isOn(config.getOptional(bypass))) {
    findings.push({
      key: bypass,
      says: 'opens every API to callers that have not signed in: remove it.',
    });
  }
  return findings;
};

function isOn(value: unknown): boolean {
  return value !== undefined && value !== false && value !== 'false';
}
