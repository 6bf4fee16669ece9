import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';

/** What every command learns about the release. */
export function describeRelease(context: {
  release: number;
  plan: Pick<ReleasePlan, 'component' | 'environment' | 'version'>;
}): Record<string, string> {
  const { component, environment, version } = context.plan;
  return {
    STAGEDOOR_RELEASE: String(context.release),
    STAGEDOOR_COMPONENT: component.slice(component.lastIndexOf('/') + 1),
    STAGEDOOR_ENVIRONMENT: environment,
    STAGEDOOR_COMMIT: version.commit,
    STAGEDOOR_VERSION: version.label ?? version.commit.slice(0, 12),
  };
}

/** What commands on one host learn beside that; STAGEDOOR_PATH is added there. */
export function describeHost(host: PlannedHost): Record<string, string> {
  return { ...host.variables, STAGEDOOR_HOST: host.name };
}
