import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/** @public */
export interface Ref {
  name: string;
  kind: 'branch' | 'tag';
  commit: string;
  /** When the branch was last committed to, or the tag was made. */
  updatedAt: string;
}

const format =
  '%(refname)%00%(objectname)%00%(*objectname)%00%(creatordate:iso-strict)';
const prefixes = { 'refs/heads/': 'branch', 'refs/tags/': 'tag' } as const;

/**
 * Lists branches and tags, most recently changed first.
 *
 * @public
 */
export async function readRefs(
  gitDir: string,
  options: { limit?: number } = {},
  bounds: GitBounds = {},
): Promise<Ref[]> {
  const output = await runGit(
    [
      'for-each-ref',
      '--sort=-creatordate',
      ...(options.limit ? [`--count=${options.limit}`] : []),
      `--format=${format}`,
      ...Object.keys(prefixes),
    ],
    { gitDir, ...bounds },
  );
  return output.toString('utf8').split('\n').flatMap(parseRef);
}

function parseRef(text: string): Ref[] {
  const [refName, object, peeled, updatedAt] = text.split('\0');
  return Object.entries(prefixes).flatMap(([prefix, kind]) =>
    refName.startsWith(prefix)
      ? [
          {
            name: refName.slice(prefix.length),
            kind,
            // An annotated tag is an object of its own; the commit is what it points at.
            commit: peeled || object,
            updatedAt,
          },
        ]
      : [],
  );
}

/**
 * Reads which branch HEAD names, whether or not it has commits yet.
 *
 * @public
 */
export async function readDefaultBranch(
  gitDir: string,
  bounds: GitBounds = {},
): Promise<string> {
  const output = await runGit(['symbolic-ref', '--short', 'HEAD'], {
    gitDir,
    ...bounds,
  });
  return output.toString('utf8').trim();
}
