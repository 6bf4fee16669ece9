import { ReleaseFailure, StepContext } from '@stagedoor/plugin-releases-node';

/** Fills in the values of secrets. */
export function resolveVariables(
  secrets: ReadonlyMap<string, string>,
  variables: Parameters<StepContext['resolveVariables']>[0],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (typeof value === 'string') {
        return [name, value];
      }
      const secret = secrets.get(value.secret);
      if (secret === undefined) {
        throw new ReleaseFailure(
          `The variable ${name} asks for the secret '${value.secret}', which the platform's configuration does not have: add it to releases.secrets, or correct the pipeline`,
        );
      }
      return [name, secret];
    }),
  );
}
