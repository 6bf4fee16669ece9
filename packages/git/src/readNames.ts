import { isObjectId } from './names';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * Names that point at a commit.
 *
 * @public
 */
export interface CommitNames {
  tags: string[];
  branches: string[];
}

/**
 * Tells which tags and branches point at each of some commits. Commits without any are left out.
 *
 * @public
 */
export async function readNames(
  gitDir: string,
  commits: readonly string[],
  bounds: GitBounds = {},
): Promise<Map<string, CommitNames>> {
  const ids = commits.filter(isObjectId);
  const names = new Map<string, CommitNames>();
  if (ids.length === 0) {
    return names;
  }
  const output = await runGit(
    [
      'for-each-ref',
      '--sort=-refname',
      '--sort=-creatordate',
      ...ids.map(id => `--points-at=${id}`),
      '--format=%(refname:strip=2)%00%(refname)%00%(objectname)%00%(*objectname)',
      'refs/heads/',
      'refs/tags/',
    ],
    { gitDir, ...bounds },
  );
  for (const line of output.toString('utf8').split('\n').filter(Boolean)) {
    const [name, full, object, peeled] = line.split('\0');
    const commit = peeled || object;
    const of = names.get(commit) ?? { tags: [], branches: [] };
    (full.startsWith('refs/tags/') ? of.tags : of.branches).push(name);
    names.set(commit, of);
  }
  return names;
}
