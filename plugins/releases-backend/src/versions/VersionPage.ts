import { ReleaseCommit } from '@stagedoor/plugin-releases-common';

/** What to read of a repository. */
export interface VersionPageRequest {
  branch: string;
  search?: string;
  cursor?: string;
  limit: number;
}

/** Commits of one page, before anything else is known about them. */
export interface VersionPage {
  commits: ReleaseCommit[];
  nextCursor?: string;
}
