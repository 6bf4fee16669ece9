import { InputError } from '@backstage/errors';
import { isObjectId, normalizeTreePath } from './names';
import { Commit, readLogRange } from './readLog';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * How two commits relate.
 *
 * @public
 */
export interface CommitDistance {
  /** Commits that only the second one has. */
  ahead: number;
  /** Commits that only the first one has. */
  behind: number;
}

/**
 * Counts the commits that each of two commits has and the other has not.
 *
 * @public
 */
export async function measureDistance(
  gitDir: string,
  pair: { from: string; to: string; path?: string },
  bounds: GitBounds = {},
): Promise<CommitDistance> {
  assertObjectIds(pair.from, pair.to);
  const output = await runGit(
    [
      'rev-list',
      '--left-right',
      '--count',
      `${pair.from}...${pair.to}`,
      ...limitTo(pair.path),
    ],
    { gitDir, ...bounds },
  );
  const [behind, ahead] = output.toString('utf8').trim().split('\t');
  return { ahead: Number(ahead), behind: Number(behind) };
}

/**
 * Counts the commits of a history.
 *
 * @public
 */
export async function countCommits(
  gitDir: string,
  target: { commit: string; path?: string },
  bounds: GitBounds = {},
): Promise<number> {
  assertObjectIds(target.commit);
  const output = await runGit(
    ['rev-list', '--count', target.commit, ...limitTo(target.path)],
    { gitDir, ...bounds },
  );
  return Number(output.toString('utf8'));
}

/**
 * Lists commits that `to` has and `without` has not, newest first; without `without` the whole history.
 *
 * @public
 */
export async function listCommits(
  gitDir: string,
  range: { to: string; without?: string; path?: string; limit: number },
  bounds: GitBounds = {},
): Promise<Commit[]> {
  assertObjectIds(range.to, ...(range.without ? [range.without] : []));
  return readLogRange(
    gitDir,
    {
      revisions: [range.to, ...(range.without ? [`^${range.without}`] : [])],
      paths: limitTo(range.path).slice(1),
      limit: range.limit,
    },
    bounds,
  );
}

function limitTo(path: string | undefined): string[] {
  return path ? ['--', `:(literal)${normalizeTreePath(path)}`] : ['--'];
}

function assertObjectIds(...ids: string[]): void {
  if (!ids.every(isObjectId)) {
    throw new InputError('Expected full commit ids');
  }
}
