import { isObjectId } from './names';
import { readNames } from './readNames';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * Tells which tags point at a commit that is named by its whole id, newest first. One process answers whether it exists
 * and what it is called: to start one holds up everything else in this process for as long as its memory is large.
 *
 * @returns undefined if there is no such commit
 * @public
 */
export async function readTagsOf(
  gitDir: string,
  commit: string,
  bounds: GitBounds = {},
): Promise<string[] | undefined> {
  if (!isObjectId(commit)) {
    return undefined;
  }
  const output = await runGit(
    [
      'log',
      '--no-walk',
      '--ignore-missing',
      '--decorate-refs=refs/tags/',
      '--format=%H%x00%D',
      '--end-of-options',
      commit,
      '--',
    ],
    { gitDir, ...bounds },
  );
  const [found, names = ''] = output.toString('utf8').trimEnd().split('\0');
  // The id of a tag is not the id of the commit that it stands for.
  if (found !== commit) {
    return undefined;
  }
  const tags = names
    .split(', ')
    .filter(name => name.startsWith('tag: '))
    .map(name => name.slice('tag: '.length));
  // Git tells them in no order that means anything.
  return tags.length > 1
    ? ((await readNames(gitDir, [commit], bounds)).get(commit)?.tags ?? tags)
    : tags;
}
