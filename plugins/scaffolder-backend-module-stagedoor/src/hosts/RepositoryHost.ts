/**
 * What a task puts into a repository, and what the repository is called.
 */
export interface NewRepository {
  name: string;
  description?: string;
  branch: string;
  /** Everything in it becomes the first commit. */
  directory: string;
  author: { name: string; email: string };
  message: string;
  /** Marks the repository, so that a retry of the same task finds its own work and nobody else's. */
  taskId: string;
}

/** Where a repository is seen, cloned and described. */
export interface RepositoryAddresses {
  repositoryUrl: string;
  cloneUrl: string;
  catalogInfoUrl: string;
}

/** A repository that holds its files. */
export interface CompletedRepository extends RepositoryAddresses {
  commit: string;
}

/** A repository that is already there. */
export interface FoundRepository {
  repositoryUrl: string;
  /** The task that made it, if a task did. */
  taskId?: string;
}

/**
 * One place where repositories are made.
 *
 * A task makes a repository in two steps, and either may be interrupted: `create` leaves it marked with the task, and
 * `complete` puts the files in if they are not there yet. Repeating them for the same task is safe.
 */
export interface RepositoryHost {
  /** As it stands in a sentence: "the built-in store", "github.com/nordlicht". */
  readonly label: string;
  /** Where a repository of this name will be. Asks nobody. */
  describe(name: string, branch: string): RepositoryAddresses;
  find(name: string): Promise<FoundRepository | undefined>;
  /** @throws ConflictError if there is one of this name */
  create(repository: NewRepository): Promise<void>;
  complete(repository: NewRepository): Promise<CompletedRepository>;
  /**
   * Removes what `create` made, unless there is something in it that could be lost.
   *
   * @returns whether it is gone
   */
  discard(repository: NewRepository): Promise<boolean>;
}
