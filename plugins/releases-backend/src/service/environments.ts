import { ConflictError, InputError } from '@backstage/errors';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { EnvironmentPolicy, ReleasesConfig } from '../config';

/** What to do before anything can be released. */
export const notSetUp =
  'Releases are not set up yet: list the environments under releases.environments in the configuration of the platform';

/** @throws InputError that names those which exist */
export function findEnvironment(
  config: ReleasesConfig,
  name: string,
): EnvironmentPolicy {
  const found = config.environments.find(policy => policy.name === name);
  if (found) {
    return found;
  }
  if (config.environments.length === 0) {
    throw new ConflictError(notSetUp);
  }
  const names = config.environments.map(policy => policy.name).join(', ');
  throw new InputError(
    `environment: there is no environment '${name}'; there are ${names}`,
  );
}

/** Says which secrets a plan refers to that the configuration lacks. */
export function listUnknownSecrets(
  plan: ReleasePlan,
  secrets: Readonly<Record<string, string>>,
): string[] {
  const values = [
    ...Object.values(plan.build.environment),
    ...Object.values(plan.target.environment),
  ];
  const names = values.flatMap(value =>
    typeof value === 'string' || Object.hasOwn(secrets, value.secret)
      ? []
      : [value.secret],
  );
  return [...new Set(names)].map(
    name =>
      `The pipeline refers to the secret '${name}', which is missing under releases.secrets in the configuration of the platform`,
  );
}
