import { createHash } from 'node:crypto';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';

/** Names a build by what goes into it: the same key is the same package. */
export function computeBuildKey(
  plan: Pick<ReleasePlan, 'component' | 'version' | 'source' | 'build'>,
): string {
  const { run, environment, package: files } = plan.build;
  const { repository, git, folder } = plan.source;
  const parts = [
    plan.component,
    plan.version.commit,
    repository ?? null,
    git ?? null,
    folder ?? null,
    run,
    Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1)),
    files.include,
    files.exclude,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
