import { createInterface } from 'node:readline';
import { InputError } from '@backstage/errors';
import { assertRef, isObjectId } from './names';
import { GitBounds, spawnGit } from './spawnGit';

/**
 * The commit that a name stands for, and as what it was found.
 *
 * @public
 */
export interface ResolvedCommit {
  commit: string;
  kind: CommitNameKind;
}

/** @public */
export type CommitNameKind = 'tag' | 'branch' | 'commit';

const found = /^([0-9a-f]{40,64}) commit \d+$/;
const beginningOfId = /^[0-9a-f]{4,63}$/;

/**
 * Finds the commit that a tag, a branch or the id of a commit stands for, in this order. An id may be cut to its first
 * four or more digits; a whole id is never taken for a name.
 *
 * Nothing else is understood: no `HEAD`, no other refs, no expressions.
 *
 * @returns undefined if there is no such commit
 * @throws InputError if the name is none, or if several ids begin with it
 * @public
 */
export async function resolveCommit(
  gitDir: string,
  name: string,
  options: {
    /** What the name may be. Defaults to all of them. */
    kinds?: readonly CommitNameKind[];
  } = {},
  bounds: GitBounds = {},
): Promise<ResolvedCommit | undefined> {
  assertRef(name);
  const { child, finished } = spawnGit(['cat-file', '--batch-check'], {
    gitDir,
    ...bounds,
  });
  const answers = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  const ask = async (question: string) => {
    child.stdin.write(`${question}\n`);
    const { value, done } = await answers.next();
    return done ? '' : String(value);
  };

  const { kinds = ['tag', 'branch', 'commit'] } = options;
  const isWhole = isObjectId(name) && kinds.includes('commit');

  try {
    for (const [kind, folder] of isWhole ? [] : folders) {
      if (kinds.includes(kind)) {
        const commit = found.exec(await ask(`${folder}${name}^{commit}`))?.[1];
        if (commit) {
          return { commit, kind };
        }
      }
    }
    if (!kinds.includes('commit') || !(isWhole || beginningOfId.test(name))) {
      return undefined;
    }
    const commit = found.exec(await ask(`${name}^{commit}`))?.[1];
    // Git would also take it for the name of a ref in a place that nobody meant.
    if (commit?.startsWith(name)) {
      return { commit, kind: 'commit' };
    }
    if ((await ask(name)).endsWith(' ambiguous')) {
      throw new InputError(`Several ids begin with ${name}; write more of it`);
    }
    return undefined;
  } finally {
    child.stdin.end();
    await finished;
  }
}

const folders = [
  ['tag', 'refs/tags/'],
  ['branch', 'refs/heads/'],
] as const;
