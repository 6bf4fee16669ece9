import { InputError } from '@backstage/errors';
import { isObjectId } from './names';
import { resolveObject } from './resolveObject';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/** @public */
export interface Commit {
  id: string;
  parents: string[];
  author: { name: string; email: string };
  /** When it was committed, in ISO 8601. */
  committedAt: string;
  /** The first line of the message. */
  subject: string;
  /** The rest of the message. */
  body: string;
}

/** @public */
export interface CommitPage {
  commits: Commit[];
  /** Continues the same history, even when somebody has pushed in between. */
  nextCursor: string | undefined;
}

const format = ['%H', '%P', '%an', '%ae', '%cI', '%s', '%b'];
const cursorPattern = /^([0-9a-f]{40,64})\.(\d{1,9})$/;
const maxBodyLength = 10_000;

/**
 * Reads the history of a ref, newest first.
 *
 * @returns undefined if there is no such ref
 * @public
 */
export async function readLog(
  gitDir: string,
  target: {
    ref: string;
    limit: number;
    after?: string;
    /** Only commits whose message contains this text, whatever the case. */
    search?: string;
  },
  bounds: GitBounds = {},
): Promise<CommitPage | undefined> {
  const position = target.after
    ? parseCursor(target.after)
    : { head: target.ref, offset: 0 };
  const found = await resolveObject(gitDir, { ref: position.head }, bounds);
  if (!found) {
    return undefined;
  }

  // One more than asked for tells whether there is a next page.
  const commits = await readLogRange(
    gitDir,
    {
      revisions: [found.commit],
      limit: target.limit + 1,
      skip: position.offset,
      search: target.search,
    },
    bounds,
  );
  return {
    commits: commits.slice(0, target.limit),
    nextCursor:
      commits.length > target.limit
        ? `${found.commit}.${position.offset + target.limit}`
        : undefined,
  };
}

/** Reads commits of a range whose ends are known to be commit ids. */
export async function readLogRange(
  gitDir: string,
  range: {
    revisions: readonly string[];
    paths?: readonly string[];
    limit: number;
    skip?: number;
    search?: string;
  },
  bounds: GitBounds,
): Promise<Commit[]> {
  const output = await runGit(
    [
      'log',
      '--no-color',
      '--no-show-signature',
      '--encoding=UTF-8',
      `--max-count=${range.limit}`,
      `--skip=${range.skip ?? 0}`,
      ...describeSearch(range.search),
      `--format=tformat:${format.map(field => `${field}%x00`).join('')}`,
      ...range.revisions,
      '--',
      ...(range.paths ?? []),
    ],
    { gitDir, ...bounds },
  );
  return parseCommits(output.toString('utf8'));
}

function describeSearch(search: string | undefined): string[] {
  if (search === undefined) {
    return [];
  }
  // Git reads each line as a pattern of its own, and would list everything for an empty one.
  if (search.trim() === '' || /\p{Cc}/u.test(search)) {
    throw new InputError('A search must be one line of text');
  }
  return ['--fixed-strings', '--regexp-ignore-case', `--grep=${search}`];
}

function parseCommits(text: string): Commit[] {
  const fields = text.split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + format.length <= fields.length; i += format.length) {
    const [id, parents, name, email, committedAt, subject, body] = fields.slice(
      i,
      i + format.length,
    );
    commits.push({
      id: id.trim(),
      parents: parents.split(' ').filter(Boolean),
      author: { name, email },
      committedAt,
      subject,
      body: body.trim().slice(0, maxBodyLength),
    });
  }
  return commits;
}

function parseCursor(cursor: string): { head: string; offset: number } {
  const match = cursorPattern.exec(cursor);
  if (!match || !isObjectId(match[1])) {
    throw new InputError(
      'Invalid cursor: pass the nextCursor of the page before, unchanged',
    );
  }
  return { head: match[1], offset: Number(match[2]) };
}
