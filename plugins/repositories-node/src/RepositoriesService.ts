import { Readable } from 'node:stream';
import { Blob, CommitPage, Ref, ResolvedObject, Tree } from '@stagedoor/git';
import { Repository } from '@stagedoor/plugin-repositories-common';

/**
 * A place in a repository.
 *
 * @public
 */
export interface RepositoryPath {
  /** A branch, a tag or a commit id. Defaults to the newest commit of the default branch. */
  ref?: string;
  /** Defaults to the root. */
  path?: string;
}

/**
 * A commit that a new repository starts with, before the one with the files as they are.
 *
 * @public
 */
export interface EarlierCommit {
  message: string;
  tag?: string;
  author?: { name: string; email: string };
  date?: Date;
  /** Files whose content was different then; null for a file that was not there yet. */
  files?: Readonly<Record<string, string | null>>;
}

/**
 * A branch or a tag that points somewhere else than before.
 *
 * @public
 */
export interface RefChange {
  /** The full name, such as `refs/heads/main`. */
  ref: string;
  /** The commit it pointed at; null when it is new. */
  previous: string | null;
  /** The commit it points at; null when it is gone. */
  commit: string | null;
}

/** @public */
export interface CreateRepositoryOptions {
  name: string;
  description?: string;
  /** The folder with the files. Its `.gitignore` is honoured. */
  directory: string;
  author: { name: string; email: string };
  message: string;
  /** Paths in the folder that are left out. */
  exclude?: readonly string[];
  /** Defaults to `main`. */
  defaultBranch?: string;
  /** Defaults to now. With a fixed date the commit id depends on nothing but its content. */
  date?: Date;
  /** Names the commit. */
  tag?: string;
  history?: readonly EarlierCommit[];
}

/**
 * The git repositories of this installation: those it stores, and read-only mirrors of others.
 *
 * A repository, ref or path that does not exist reads as undefined. Errors mean that git or the disk failed, so nobody
 * should conclude from them that something is gone. No permission is checked here: that is for the plugin that acts for
 * somebody.
 *
 * @public
 */
export interface RepositoriesService {
  /** Lists repositories by name, of them a page or one kind: looking at each costs processes. Defaults to all. */
  list(wanted?: {
    kind?: Repository['kind'];
    after?: string;
    limit?: number;
  }): Promise<Repository[]>;
  find(name: string): Promise<Repository | undefined>;

  /** Tells what a path is, and the id of its content, without reading it. */
  resolve(
    name: string,
    target: RepositoryPath,
  ): Promise<ResolvedObject | undefined>;
  /**
   * Reads one file.
   *
   * @throws GitTooLargeError if it has more bytes than `maxBytes`, which defaults to 10 MiB
   */
  readFile(
    name: string,
    target: RepositoryPath & { path: string; maxBytes?: number },
  ): Promise<Blob | undefined>;
  listTree(
    name: string,
    target: RepositoryPath & { recursive?: boolean },
  ): Promise<Tree | undefined>;
  log(
    name: string,
    options: { ref?: string; limit: number; after?: string },
  ): Promise<CommitPage | undefined>;
  refs(name: string, options?: { limit?: number }): Promise<Ref[] | undefined>;
  /** Streams a directory as a tar archive whose root is that directory. */
  archive(
    name: string,
    target: RepositoryPath,
  ): Promise<{ commit: string; object: string; stream: Readable } | undefined>;

  /**
   * Creates a stored repository from a folder. It appears whole or not at all.
   *
   * @throws ConflictError if there is a repository of that name
   */
  create(options: CreateRepositoryOptions): Promise<Repository>;
  /** Removes a stored repository. Does nothing if there is none. */
  remove(name: string): Promise<void>;
  /** Looks for changes of the repository that a mirror copies. */
  refreshMirror(name: string): Promise<void>;
  /** The configured mirrors and how often each of them is to be refreshed. */
  listMirrors(): { name: string; refreshMs: number }[];

  /** Where git clients clone from and push to. */
  cloneUrl(name: string): string;
  /** Where people look at it, and from where the URL reader reads. */
  viewUrl(name: string, view: 'blob' | 'tree', target: RepositoryPath): string;

  /** The bare repository on this machine, for running git on it. */
  locate(name: string): Promise<string | undefined>;
  /** Runs something that may move branches and tags, publishes which of them moved, and returns them. */
  publishChanges(
    name: string,
    change: () => Promise<unknown>,
  ): Promise<RefChange[]>;
}
