/**
 * The system's git, run safely: argument arrays, a clean environment, bounds on time and output, typed errors.
 *
 * @packageDocumentation
 */
export { archiveTree } from './archiveTree';
export {
  countCommits,
  listCommits,
  measureDistance,
  type CommitDistance,
} from './compareCommits';
export {
  compareTrees,
  type FileChange,
  type TreeComparison,
} from './compareTrees';
export {
  commitDirectory,
  createBareRepository,
  createTag,
  type DirectoryCommit,
} from './createRepository';
export type { GitProcessOptions, GitProtocol } from './environment';
export { GitError, GitTimeoutError, GitTooLargeError } from './errors';
export { fetchMirror, type MirrorBounds } from './fetchMirror';
export { listTree, type Tree, type TreeEntry } from './listTree';
export { assertRef, isObjectId, normalizeTreePath } from './names';
export { readBlob, type Blob } from './readBlob';
export { readLog, type Commit, type CommitPage } from './readLog';
export { readNames, type CommitNames } from './readNames';
export {
  readDefaultBranch,
  readHead,
  readRefs,
  type Head,
  type Ref,
} from './readRefs';
export { readTags, type TaggedCommit } from './readTags';
export { readTagsOf } from './readTagsOf';
export { readRemoteProtocol, type Remote } from './remote';
export {
  resolveCommit,
  type CommitNameKind,
  type ResolvedCommit,
} from './resolveCommit';
export { resolveObject, type ResolvedObject } from './resolveObject';
export { runGit, type GitCommand } from './runGit';
export {
  advertiseRefs,
  serveExchange,
  type GitService,
  type ServeOptions,
} from './serveRepository';
export type { GitBounds } from './spawnGit';
