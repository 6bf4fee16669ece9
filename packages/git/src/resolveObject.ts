import { createInterface } from 'node:readline';
import { assertRef, normalizeTreePath } from './names';
import { GitBounds, spawnGit } from './spawnGit';

/**
 * What a path of a ref is at this moment.
 *
 * @public
 */
export interface ResolvedObject {
  /** The commit that the ref named. */
  commit: string;
  kind: 'file' | 'directory';
  /** Id of the blob or the tree: it changes exactly when the content does. */
  object: string;
  size: number;
}

const answer = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/;

/**
 * Finds what a path of a ref is. Symbolic links are followed as long as they stay inside the repository.
 *
 * One process answers both questions, the second about the commit that the first one found, so that a push in between
 * cannot mix two versions.
 *
 * @returns undefined if there is no such ref or path
 * @public
 */
export async function resolveObject(
  gitDir: string,
  target: { ref: string; path?: string },
  bounds: GitBounds = {},
): Promise<ResolvedObject | undefined> {
  assertRef(target.ref);
  const path = normalizeTreePath(target.path ?? '');
  const { child, finished } = spawnGit(
    ['cat-file', '--batch-check', '--follow-symlinks'],
    { gitDir, ...bounds },
  );
  const lines = createInterface({ input: child.stdout });
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string) => {
    child.stdin.write(`${question}\n`);
    const { value, done } = await answers.next();
    return done ? null : answer.exec(value);
  };

  try {
    const commit = await ask(`${target.ref}^{commit}`);
    if (!commit) {
      return undefined;
    }
    const found = await ask(`${commit[1]}:${path}`);
    if (!found) {
      return undefined;
    }
    return {
      commit: commit[1],
      kind: found[2] === 'tree' ? 'directory' : 'file',
      object: found[1],
      size: Number(found[3]),
    };
  } finally {
    child.stdin.end();
    await finished;
  }
}
