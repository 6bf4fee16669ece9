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
  options: {
    limit?: number;
    /** Defaults to both kinds. */
    kind?: Ref['kind'];
  } = {},
  bounds: GitBounds = {},
): Promise<Ref[]> {
  const output = await runGit(
    [
      'for-each-ref',
      '--sort=-creatordate',
      ...(options.limit ? [`--count=${options.limit}`] : []),
      `--format=${format}`,
      ...Object.entries(prefixes).flatMap(([prefix, kind]) =>
        options.kind === undefined || options.kind === kind ? [prefix] : [],
      ),
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

/** @public */
export interface Head {
  /** The branch that HEAD names. */
  branch: string;
  /** Its newest commit, if it has any. */
  commit?: string;
  committedAt?: string;
}

/**
 * Reads which branch is the default one, whether or not it has commits yet.
 *
 * @public
 */
export async function readHead(
  gitDir: string,
  bounds: GitBounds = {},
): Promise<Head> {
  const ref = await readHeadRef(gitDir, bounds);
  const output = await runGit(
    [
      'for-each-ref',
      '--format=%(objectname)%00%(committerdate:iso-strict)',
      ref,
    ],
    { gitDir, ...bounds },
  );
  const [commit, committedAt] = output.toString('utf8').trim().split('\0');
  return {
    branch: toBranch(ref),
    ...(commit ? { commit, committedAt } : {}),
  };
}

/**
 * Reads the name of the default branch alone, which is half the work of {@link readHead}.
 *
 * @public
 */
export async function readDefaultBranch(
  gitDir: string,
  bounds: GitBounds = {},
): Promise<string> {
  return toBranch(await readHeadRef(gitDir, bounds));
}

async function readHeadRef(gitDir: string, bounds: GitBounds): Promise<string> {
  const output = await runGit(['symbolic-ref', 'HEAD'], { gitDir, ...bounds });
  return output.toString('utf8').trim();
}

function toBranch(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
