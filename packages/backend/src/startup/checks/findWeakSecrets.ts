import { Config } from '@backstage/config';
import { Check, Finding } from '../Finding';

const SESSION_SECRET = 'auth.session.secret';
const MINIMUM_LENGTH = 32;
const MINIMUM_DISTINCT = 8;
const PLACEHOLDER =
  /change.?me|replace.?me|example|secret|passw|default|your[-_ .]|insecure|development|stagedoor|backstage/i;

/** Secrets that are missing, or that a stranger could guess. */
export const findWeakSecrets: Check = config => {
  const missing: Finding[] = config.has(SESSION_SECRET)
    ? []
    : [
        {
          key: SESSION_SECRET,
          says: 'is missing: this is the secret with which the backend signs its sessions; set it to the output of `openssl rand -base64 32`, through an environment variable, the same on every replica.',
        },
      ];
  return [
    ...missing,
    ...listSecrets(config).flatMap(([key, secret]) => {
      const weakness = findWeakness(secret);
      return weakness
        ? [
            {
              key,
              says: `${weakness}: set it to the output of \`openssl rand -base64 32\`, through an environment variable.`,
            },
          ]
        : [];
    }),
  ];
};

function listSecrets(config: Config): [key: string, secret: unknown][] {
  const keys = config.getOptionalConfigArray('backend.auth.keys') ?? [];
  const access =
    config.getOptionalConfigArray('backend.auth.externalAccess') ?? [];
  const secrets: [string, unknown][] = [
    [SESSION_SECRET, config.getOptional(SESSION_SECRET)],
    ...keys.map<[string, unknown]>((entry, index) => [
      `backend.auth.keys[${index}].secret`,
      entry.getOptional('secret'),
    ]),
    ...access.flatMap((entry, index) =>
      ['secret', 'token'].map<[string, unknown]>(name => [
        `backend.auth.externalAccess[${index}].options.${name}`,
        entry.getOptional(`options.${name}`),
      ]),
    ),
  ];
  return secrets.filter(([, secret]) => secret !== undefined);
}

function findWeakness(secret: unknown): string | undefined {
  if (typeof secret !== 'string') {
    return 'is not a string';
  }
  if (secret.trim().length < MINIMUM_LENGTH) {
    return `is shorter than ${MINIMUM_LENGTH} characters`;
  }
  if (new Set(secret).size < MINIMUM_DISTINCT) {
    return 'repeats the same few characters';
  }
  return PLACEHOLDER.test(secret) ? 'is a placeholder' : undefined;
}
