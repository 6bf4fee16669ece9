import { StepContext } from '@stagedoor/plugin-releases-node';

const key = 'failure';

/** Remembers why a release ends: hosts are put back for a `no`, not because one of them cannot be reached. */
export async function recordFailure(
  context: Pick<StepContext, 'facts'>,
  kind: 'no' | 'lost',
): Promise<void> {
  await context.facts.set(key, kind);
}

/** Whether all that is known against the version is that a host does not answer. */
export async function wasOnlyContactLost(
  context: Pick<StepContext, 'facts'>,
): Promise<boolean> {
  return (await context.facts.get(key)) === 'lost';
}
