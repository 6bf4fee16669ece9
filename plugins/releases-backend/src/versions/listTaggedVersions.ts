import { InputError } from '@backstage/errors';
import { GitBounds, readTags, TaggedCommit } from '@stagedoor/git';
import { VersionPage, VersionPageRequest } from './VersionPage';

/** Of a repository with more tags only the newest are offered. */
const maxTags = 20_000;
const cursorPattern = /^t(\d{1,15})\.(.+)$/su;

/**
 * Lists commits that have a tag, in the order of their newest tag. The cursor names a place in that order, so what is
 * tagged later does not move it.
 */
export async function listTaggedVersions(
  gitDir: string,
  request: VersionPageRequest,
  bounds: GitBounds,
): Promise<VersionPage> {
  const isAfter = readCursor(request.cursor);
  const tags = await readTags(gitDir, { limit: maxTags }, bounds);
  const search = request.search?.toLowerCase();
  const matching = new Set(
    tags
      .filter(tag => search === undefined || matches(tag, search))
      .map(tag => tag.commit.id),
  );
  const found: TaggedCommit[] = [];
  for (const tag of tags) {
    // A commit has its place at its newest tag, whichever of its tags was found.
    if (matching.delete(tag.commit.id) && isAfter(tag)) {
      found.push(tag);
    }
    if (found.length > request.limit) {
      break;
    }
  }
  const last = found[request.limit - 1];
  return {
    commits: found.slice(0, request.limit).map(tag => tag.commit),
    ...(found.length > request.limit
      ? { nextCursor: `t${last.taggedAt}.${last.name}` }
      : {}),
  };
}

function matches({ name, commit }: TaggedCommit, search: string): boolean {
  return (
    name.toLowerCase().includes(search) ||
    commit.subject.toLowerCase().includes(search) ||
    (search.length >= 4 && commit.id.startsWith(search))
  );
}

function readCursor(
  cursor: string | undefined,
): (tag: TaggedCommit) => boolean {
  if (cursor === undefined) {
    return () => true;
  }
  const [, seconds, name] = cursorPattern.exec(cursor) ?? [];
  if (name === undefined) {
    throw new InputError(
      'Invalid cursor: pass the nextCursor of the page before, unchanged',
    );
  }
  const taggedAt = Number(seconds);
  return tag =>
    tag.taggedAt < taggedAt ||
    // As git orders names: by their bytes.
    (tag.taggedAt === taggedAt &&
      Buffer.compare(Buffer.from(tag.name), Buffer.from(name)) < 0);
}
