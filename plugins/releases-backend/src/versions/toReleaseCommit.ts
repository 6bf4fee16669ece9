import { Commit } from '@stagedoor/git';
import { ReleaseCommit } from '@stagedoor/plugin-releases-common';

/** A commit of git as people see it. */
export function toReleaseCommit(commit: Commit): ReleaseCommit {
  const { id, subject, author, committedAt } = commit;
  return { id, subject, author: author.name, committedAt };
}
