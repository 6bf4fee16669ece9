import { Allowed, MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { ReleasesConfig } from '../config';
import { Rights, sayMissing } from '../permissions/Asker';
import { ExpandedHost } from '../pipelines/expandHosts';
import { ReleasedComponent } from '../pipelines/judgePipelines';
import { allowed, refused } from '../policy/mayDecide';
import { LiveHost } from '../store/LiveVersions';

/** Whether the asker may do something with a place, and if not, why. */
export function explainPlace(
  right: keyof Rights,
  component: ReleasedComponent,
  rights: Rights,
  obstacle: string | undefined,
): Allowed {
  if (!rights[right]) {
    return refused(sayMissing(right, component.ref));
  }
  return obstacle === undefined ? allowed : refused(obstacle);
}

/** What one host runs. */
export function describeHost(
  { ref, name }: ExpandedHost,
  live: readonly LiveHost[],
): MatrixEnvironment['hosts'][number] {
  const found = live.find(host => host.ref === ref);
  const known = found?.version ? 'recorded' : 'never';
  return {
    ref,
    name,
    version: found?.version,
    release: found?.release,
    since: found?.since,
    by: found?.by,
    certainty: found && !found.certain ? 'unknown' : known,
  };
}

/** Why what runs in a place is not one version. */
export function explainNoVersion(live: readonly LiveHost[]): string {
  return live.some(({ version }) => version)
    ? 'The hosts do not all run one version'
    : 'Nothing has reached a host here yet';
}

/** An environment that only the pipeline knows is a typing error on one of the two sides. */
export function sayUnknown(
  { pipeline }: ReleasedComponent,
  config: ReleasesConfig,
): string | undefined {
  const unknown = pipeline?.spec.environments
    .map(({ name }) => name)
    .filter(name => !config.environments.some(policy => policy.name === name));
  return unknown?.length
    ? `${pipeline?.ref} names ${unknown.join(', ')}, which releases.environments in the configuration of the platform lacks`
    : undefined;
}
