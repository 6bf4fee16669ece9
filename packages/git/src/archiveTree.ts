import { PassThrough, Readable } from 'node:stream';
import { resolveObject } from './resolveObject';
import { GitBounds, spawnGit } from './spawnGit';

/**
 * Streams a directory of a ref as a tar archive whose root is that directory.
 *
 * @returns undefined if the ref has no directory of that path
 * @public
 */
export async function archiveTree(
  gitDir: string,
  target: { ref: string; path: string },
  bounds: GitBounds = {},
): Promise<{ commit: string; object: string; stream: Readable } | undefined> {
  const found = await resolveObject(gitDir, target, bounds);
  if (found?.kind !== 'directory') {
    return undefined;
  }
  const { child, finished, stop } = spawnGit(
    ['archive', '--format=tar', found.object],
    { gitDir, timeoutMs: 120_000, ...bounds },
  );
  child.stdin.end();

  // The archive ends only once git said that it is whole: a cut one must not pass for a small one.
  const stream = new PassThrough();
  child.stdout.pipe(stream, { end: false });
  finished.then(
    () => stream.end(),
    error => stream.destroy(error),
  );
  stream.on('close', () => stop(new Error('The reader went away')));
  return { commit: found.commit, object: found.object, stream };
}
