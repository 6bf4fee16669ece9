import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { assertRef, normalizeTreePath } from './names';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * Makes an empty bare repository, without sample hooks.
 *
 * @public
 */
export async function createBareRepository(
  gitDir: string,
  options: { defaultBranch: string },
  bounds: GitBounds = {},
): Promise<void> {
  assertRef(options.defaultBranch);
  await runGit(
    [
      'init',
      '--quiet',
      '--bare',
      '--template=',
      `--initial-branch=${options.defaultBranch}`,
      '--',
      gitDir,
    ],
    bounds,
  );
}

/**
 * One commit made from a directory.
 *
 * @public
 */
export interface DirectoryCommit {
  branch: string;
  message: string;
  author: { name: string; email: string };
  /** Author and commit date. With a fixed date the commit id depends on nothing but its content. */
  date?: Date;
  parent?: string;
  /** Contents that differ from the directory; null leaves the file out. */
  overrides?: Readonly<Record<string, string | null>>;
}

/**
 * Commits everything in a directory, except what its `.gitignore` leaves out, and points the branch at it.
 *
 * @returns the commit id
 * @throws InputError if the directory contains another repository
 * @public
 */
export async function commitDirectory(
  gitDir: string,
  directory: string,
  commit: DirectoryCommit,
  bounds: GitBounds = {},
): Promise<string> {
  assertRef(commit.branch);
  const scratch = await mkdtemp(join(tmpdir(), 'stagedoor-index-'));
  const run = async (args: string[], input?: string) => {
    const output = await runGit(args, {
      gitDir,
      input,
      environment: {
        GIT_INDEX_FILE: join(scratch, 'index'),
        ...describePerson(commit),
      },
      config: { 'core.autocrlf': 'false', 'advice.addEmbeddedRepo': 'false' },
      timeoutMs: 120_000,
      ...bounds,
    });
    return output.toString('utf8');
  };

  try {
    await run([`--work-tree=${directory}`, 'add', '--all']);
    await applyOverrides(run, commit.overrides ?? {});
    await refuseEmbeddedRepositories(run);
    const tree = (await run(['write-tree'])).trim();
    const parent = commit.parent ? ['-p', commit.parent] : [];
    const id = (
      await run(['commit-tree', ...parent, '-F', '-', tree], commit.message)
    ).trim();
    await run(['update-ref', `refs/heads/${commit.branch}`, id]);
    return id;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Names a commit.
 *
 * @public
 */
export async function createTag(
  gitDir: string,
  tag: { name: string; commit: string },
  bounds: GitBounds = {},
): Promise<void> {
  assertRef(tag.name);
  assertRef(tag.commit);
  await runGit(['update-ref', `refs/tags/${tag.name}`, tag.commit], {
    gitDir,
    ...bounds,
  });
}

type Run = (args: string[], input?: string) => Promise<string>;

async function applyOverrides(
  run: Run,
  overrides: Readonly<Record<string, string | null>>,
): Promise<void> {
  const lines: string[] = [];
  for (const [name, content] of Object.entries(overrides)) {
    const path = normalizeTreePath(name);
    if (content === null) {
      lines.push(`0 ${'0'.repeat(40)}\t${path}\0`);
    } else {
      const blob = await run(['hash-object', '-w', '--stdin'], content);
      lines.push(`100644 ${blob.trim()}\t${path}\0`);
    }
  }
  if (lines.length > 0) {
    await run(['update-index', '-z', '--index-info'], lines.join(''));
  }
}

async function refuseEmbeddedRepositories(run: Run): Promise<void> {
  const staged = await run(['ls-files', '--stage', '-z']);
  const embedded = staged
    .split('\0')
    .find(entry => entry.startsWith('160000 '));
  if (embedded) {
    throw new InputError(
      `The directory '${embedded.split('\t')[1]}' is a git repository of its own; remove its .git`,
    );
  }
}

function describePerson(commit: DirectoryCommit): Record<string, string> {
  const { name, email } = commit.author;
  const person: Record<string, string> = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
  if (commit.date) {
    person.GIT_AUTHOR_DATE = commit.date.toISOString();
    person.GIT_COMMITTER_DATE = commit.date.toISOString();
  }
  return person;
}
