import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * A tag, and the commit that it names.
 *
 * @public
 */
export interface TaggedCommit {
  name: string;
  /** When the tag was made, or for one without a date of its own, its commit; in seconds since 1970. */
  taggedAt: number;
  commit: {
    id: string;
    subject: string;
    author: string;
    /** In ISO 8601. */
    committedAt: string;
  };
}

const own = [
  '%(objecttype)',
  '%(objectname)',
  '%(subject)',
  '%(authorname)',
  '%(committerdate:iso-strict)',
];
const format = [
  '%(refname:strip=2)',
  '%(creatordate:unix)',
  ...own,
  // Of what an annotated tag names; empty for others.
  ...own.map(field => field.replace('%(', '%(*')),
].join('%00');

/**
 * Lists tags, newest first, with the commits that they name. Tags of anything else are left out.
 *
 * @public
 */
export async function readTags(
  gitDir: string,
  options: {
    limit?: number;
    /** Only those whose commit this one or its history contains. */
    mergedInto?: string;
  } = {},
  bounds: GitBounds = {},
): Promise<TaggedCommit[]> {
  const output = await runGit(
    [
      'for-each-ref',
      // Of two that were made in the same second, a fixed one comes first.
      '--sort=-refname',
      '--sort=-creatordate',
      ...(options.limit ? [`--count=${options.limit}`] : []),
      ...(options.mergedInto ? [`--merged=${options.mergedInto}`] : []),
      `--format=${format}`,
      'refs/tags/',
    ],
    { gitDir, ...bounds },
  );
  return output.toString('utf8').split('\n').flatMap(parseTag);
}

function parseTag(line: string): TaggedCommit[] {
  const [name, taggedAt, ...rest] = line.split('\0');
  const [type, id, subject, author, committedAt] = rest[own.length]
    ? rest.slice(own.length)
    : rest;
  return type === 'commit'
    ? [
        {
          name,
          taggedAt: Number(taggedAt),
          commit: { id, subject, author, committedAt },
        },
      ]
    : [];
}
