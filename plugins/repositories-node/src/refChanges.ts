import { runGit } from '@stagedoor/git';
import { RefChange } from './RepositoriesService';

/** Reads where every branch and tag points. */
export async function readRefTargets(
  gitDir: string,
): Promise<ReadonlyMap<string, string>> {
  const output = await runGit(
    [
      'for-each-ref',
      '--format=%(refname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)',
      'refs/heads/',
      'refs/tags/',
    ],
    { gitDir },
  );
  return new Map(
    output
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)] as const;
      }),
  );
}

/** Finds each branch and tag that points somewhere else than before. */
export function compareRefTargets(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): RefChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(ref => ({
      ref,
      previous: before.get(ref) ?? null,
      commit: after.get(ref) ?? null,
    }))
    .filter(change => change.previous !== change.commit);
}
