import { GitTooLargeError } from './errors';
import { resolveObject } from './resolveObject';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * The content of a file at a commit.
 *
 * @public
 */
export interface Blob {
  content: Buffer;
  commit: string;
  object: string;
}

/**
 * Reads one file.
 *
 * @returns undefined if the ref has no file of that path
 * @throws GitTooLargeError before anything is read, if the file is larger than `maxBytes`
 * @public
 */
export async function readBlob(
  gitDir: string,
  target: { ref: string; path: string; maxBytes: number },
  bounds: GitBounds = {},
): Promise<Blob | undefined> {
  const found = await resolveObject(gitDir, target, bounds);
  if (found?.kind !== 'file') {
    return undefined;
  }
  if (found.size > target.maxBytes) {
    throw new GitTooLargeError(
      `The file '${target.path}' has ${found.size} bytes; at most ${target.maxBytes} are read`,
    );
  }
  const content = await runGit(['cat-file', 'blob', found.object], {
    gitDir,
    maxOutputBytes: target.maxBytes,
    ...bounds,
  });
  return { content, commit: found.commit, object: found.object };
}
