import { NotFoundError } from '@backstage/errors';
import {
  assertRef,
  CommitDistance,
  compareTrees,
  countCommits,
  isObjectId,
  listCommits,
  measureDistance,
  readDefaultBranch,
  readNames,
  readTagsOf,
  resolveCommit,
} from '@stagedoor/git';
import {
  Changes,
  ReleasePipelineSpec,
  Version,
  VersionList,
} from '@stagedoor/plugin-releases-common';
import { ReleaseSources } from '@stagedoor/plugin-releases-node';
import { listBranches } from './listBranches';
import { listBranchVersions } from './listBranchVersions';
import { listTaggedVersions } from './listTaggedVersions';
import { toReleaseCommit } from './toReleaseCommit';

const maxCommits = 100;
const maxFiles = 300;

/** Where versions come from, as a pipeline says. */
export type VersionSource = ReleasePipelineSpec['source'];

/** Which versions are wanted. */
export interface VersionQuery {
  of: 'tags' | 'branch';
  /** Defaults to the branch of the pipeline, and that to the default branch of the repository. */
  branch?: string;
  search?: string;
  cursor?: string;
  limit: number;
}

interface ReadOptions {
  signal?: AbortSignal;
}

/**
 * Reads versions from the git repositories of pipelines.
 */
export class VersionReader {
  readonly #sources: ReleaseSources;

  constructor(options: { sources: ReleaseSources }) {
    this.#sources = options.sources;
  }

  /**
   * Lists versions, newest first. A page goes on where the one before ended, although somebody has pushed in between.
   *
   * @param runsOn - environments by the commit that their hosts run
   * @throws NotFoundError if there is no such repository or branch
   * @throws InputError if the branch, the search or the cursor is none
   */
  async listVersions(
    source: VersionSource,
    query: VersionQuery,
    options: ReadOptions & {
      runsOn?: ReadonlyMap<string, readonly string[]>;
    } = {},
  ): Promise<VersionList> {
    const { signal, runsOn } = options;
    const { gitDir } = await this.#locate(source, { signal });
    const own = await findBranch(source, gitDir, { signal });
    const branch = query.branch ?? own;
    const list = query.of === 'tags' ? listTaggedVersions : listBranchVersions;
    const page = await list(gitDir, { ...query, branch }, { signal });
    if (!page) {
      throw new NotFoundError(
        `There is no branch '${branch}' in ${describeSource(source)}`,
      );
    }
    const names = await readNames(
      gitDir,
      page.commits.map(commit => commit.id),
      { signal },
    );
    return {
      items: page.commits.map(commit => ({
        ...commit,
        tags: names.get(commit.id)?.tags ?? [],
        branches: names.get(commit.id)?.branches ?? [],
        runsOn: [...(runsOn?.get(commit.id) ?? [])],
      })),
      nextCursor: page.nextCursor,
      branches: await listBranches(gitDir, own, { signal }),
    };
  }

  /**
   * Finds the commit that a tag, a branch or a commit id stands for now.
   *
   * @throws NotFoundError if there is none
   * @throws InputError if the text is no name, or stands for several
   */
  async resolveVersion(
    source: VersionSource,
    text: string,
    options: ReadOptions = {},
  ): Promise<Version> {
    assertRef(text);
    const { signal } = options;
    const commit = isObjectId(text) ? text : undefined;
    const { gitDir } = await this.#locate(source, { signal, commit });
    const found = commit
      ? { kind: 'commit', commit }
      : await resolveCommit(gitDir, text, {}, { signal });
    if (found && found.kind !== 'commit') {
      return { commit: found.commit, label: text };
    }
    const tags = found && (await readTagsOf(gitDir, found.commit, { signal }));
    if (!tags) {
      throw new NotFoundError(
        `There is no tag, branch or commit '${text}' in ${describeSource(source)}`,
      );
    }
    return { commit: found.commit, ...(tags[0] && { label: tags[0] }) };
  }

  /**
   * Tells what comes, or going backward goes, when one version takes the place of another.
   *
   * @param from - what runs; absent if nothing was ever released
   * @throws NotFoundError if the new version is not in the repository
   */
  async compare(
    source: VersionSource,
    from: Version | undefined,
    to: Version,
    options: ReadOptions = {},
  ): Promise<Changes> {
    const { signal } = options;
    const { gitDir } = await this.#locate(source, {
      signal,
      commit: to.commit,
    });
    const path = source.folder;
    if (!(await resolveCommit(gitDir, to.commit, {}, { signal }))) {
      throw new NotFoundError(
        `There is no commit ${to.commit} in ${describeSource(source)}`,
      );
    }
    const nothing = { commits: [], commitCount: 0, files: [], fileCount: 0 };
    if (!from) {
      const commits = await listCommits(
        gitDir,
        { to: to.commit, path, limit: maxCommits },
        { signal },
      );
      return {
        ...nothing,
        to,
        direction: 'first',
        commits: commits.map(toReleaseCommit),
        commitCount: await countCommits(
          gitDir,
          { commit: to.commit, path },
          { signal },
        ),
      };
    }
    if (from.commit === to.commit) {
      return { ...nothing, from, to, direction: 'same' };
    }
    if (!(await resolveCommit(gitDir, from.commit, {}, { signal }))) {
      return {
        ...nothing,
        from,
        to,
        direction: 'diverged',
        problem: `The commit ${from.commit.slice(0, 10)} that runs now is not in ${describeSource(source)} any more, so nobody can tell what differs`,
      };
    }
    return this.#compareKnown(gitDir, { from, to, path }, options);
  }

  /**
   * Counts the commits of a branch that a commit lacks.
   *
   * @returns undefined if it cannot be told, because the commit or the branch is not there
   */
  async countBehind(
    source: VersionSource,
    commit: string,
    options: ReadOptions = {},
  ): Promise<number | undefined> {
    const { signal } = options;
    const { gitDir } = await this.#locate(source, { signal });
    const branch = await findBranch(source, gitDir, { signal });
    const [head, known] = await Promise.all([
      resolveCommit(gitDir, branch, { kinds: ['branch'] }, { signal }),
      resolveCommit(gitDir, commit, { kinds: ['commit'] }, { signal }),
    ]);
    if (!head || !known) {
      return undefined;
    }
    const { ahead } = await measureDistance(
      gitDir,
      { from: known.commit, to: head.commit, path: source.folder },
      { signal },
    );
    return ahead;
  }

  async #compareKnown(
    gitDir: string,
    pair: { from: Version; to: Version; path?: string },
    { signal }: ReadOptions,
  ): Promise<Changes> {
    const { from, to, path } = pair;
    const ends = { from: from.commit, to: to.commit };
    // Which way it goes is for the whole history to say; what is counted, for the folder that is built.
    const whole = await measureDistance(gitDir, ends, { signal });
    const backward = whole.ahead === 0;
    const counted = path
      ? await measureDistance(gitDir, { ...ends, path }, { signal })
      : whole;
    const commits = await listCommits(
      gitDir,
      {
        ...(backward
          ? { to: from.commit, without: to.commit }
          : { to: to.commit, without: from.commit }),
        path,
        limit: maxCommits,
      },
      { signal },
    );
    return {
      from,
      to,
      direction: nameDirection(whole),
      commits: commits.map(toReleaseCommit),
      commitCount: backward ? counted.behind : counted.ahead,
      ...(await compareTrees(
        gitDir,
        { ...ends, path, limit: maxFiles },
        { signal },
      )),
    };
  }

  async #locate(
    source: VersionSource,
    options: ReadOptions & { commit?: string },
  ): Promise<{ gitDir: string }> {
    const { repository, git } = source;
    return this.#sources.locate({ repository, git }, options);
  }
}

/** The branch that a pipeline releases from. */
async function findBranch(
  source: VersionSource,
  gitDir: string,
  options: ReadOptions,
): Promise<string> {
  return source.branch ?? readDefaultBranch(gitDir, options);
}

function nameDirection({
  ahead,
  behind,
}: CommitDistance): Changes['direction'] {
  if (ahead === 0) {
    return 'backward';
  }
  return behind === 0 ? 'forward' : 'diverged';
}

function describeSource(source: VersionSource): string {
  return source.repository !== undefined
    ? `the repository '${source.repository}'`
    : `'${source.git}'`;
}
