import { InputError, isError } from '@backstage/errors';
import {
  GitBounds,
  isObjectId,
  listCommits,
  measureDistance,
  readLog,
  readTags,
  resolveCommit,
} from '@stagedoor/git';
import { ReleaseCommit } from '@stagedoor/plugin-releases-common';
import { toReleaseCommit } from './toReleaseCommit';
import { VersionPage, VersionPageRequest } from './VersionPage';

const hexadecimal = /^[0-9a-f]{1,64}$/i;
const maxNamed = 10;
const shortestId = 4;

/**
 * Lists the commits of a branch. The cursor names the commit from which the first page began, so a push does not move
 * what follows.
 *
 * A search finds what is said in messages. Commits of the branch that are named by it, by their id or by a tag, come
 * first.
 *
 * @returns undefined if there is no such branch
 */
export async function listBranchVersions(
  gitDir: string,
  request: VersionPageRequest,
  bounds: GitBounds,
): Promise<VersionPage | undefined> {
  const { branch, search, cursor } = request;
  const head = await resolveCommit(
    gitDir,
    branch,
    { kinds: ['branch'] },
    bounds,
  );
  if (!head) {
    return undefined;
  }
  const start = cursor?.split('.')[0] ?? head.commit;
  if (!isObjectId(start)) {
    throw new InputError(
      'Invalid cursor: pass the nextCursor of the page before, unchanged',
    );
  }
  const readMessages = async (limit: number) =>
    readLog(gitDir, { ref: start, after: cursor, limit, search }, bounds);
  // Nobody looks for the one commit of a page of one.
  const room = Math.min(maxNamed, request.limit - 1);
  // Both look through the history, and neither waits for the other.
  const [named, whole] = await Promise.all([
    search ? findNamed(gitDir, { start, search, room }, bounds) : [],
    readMessages(request.limit),
  ]);
  const shown = cursor === undefined ? named : [];
  const left = request.limit - shown.length;
  // Few searches name a commit: the others have looked once.
  const page =
    whole && whole.commits.length > left ? await readMessages(left) : whole;
  const isNamed = new Set(named.map(commit => commit.id));
  return {
    commits: [
      ...shown,
      ...(page?.commits ?? [])
        .filter(commit => !isNamed.has(commit.id))
        .map(toReleaseCommit),
    ],
    ...(page?.nextCursor ? { nextCursor: page.nextCursor } : {}),
  };
}

/** Finds commits in a history whose tag contains the text, or whose id begins with it. */
async function findNamed(
  gitDir: string,
  request: { start: string; search: string; room: number },
  bounds: GitBounds,
): Promise<ReleaseCommit[]> {
  const { start, room } = request;
  const search = request.search.toLowerCase();
  const named = new Map<string, ReleaseCommit>();
  const [byId, tags] = await Promise.all([
    findById(gitDir, { start, search }, bounds),
    readTags(gitDir, { mergedInto: start }, bounds),
  ]);
  if (byId) {
    named.set(byId.id, byId);
  }
  for (const tag of tags) {
    if (tag.name.toLowerCase().includes(search)) {
      named.set(tag.commit.id, tag.commit);
    }
  }
  return [...named.values()].slice(0, room);
}

async function findById(
  gitDir: string,
  { start, search }: { start: string; search: string },
  bounds: GitBounds,
): Promise<ReleaseCommit | undefined> {
  if (search.length < shortestId || !hexadecimal.test(search)) {
    return undefined;
  }
  const found = await resolveCommit(
    gitDir,
    search,
    { kinds: ['commit'] },
    bounds,
  ).catch(error => {
    // Several commits begin like this; a longer search will tell.
    if (isError(error) && error.name === 'InputError') {
      return undefined;
    }
    throw error;
  });
  if (!found) {
    return undefined;
  }
  const [{ behind }, [commit]] = await Promise.all([
    measureDistance(gitDir, { from: found.commit, to: start }, bounds),
    listCommits(gitDir, { to: found.commit, limit: 1 }, bounds),
  ]);
  return behind === 0 ? toReleaseCommit(commit) : undefined;
}
