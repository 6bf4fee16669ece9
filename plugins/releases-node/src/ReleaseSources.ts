/** Where versions come from: exactly one of the two is set. @public */
export interface ReleaseSource {
  /** Name of a repository of this platform. */
  repository?: string;
  /** URL of any other git repository, of which a copy is kept. */
  git?: string;
}

/**
 * The git repositories that releases are built from, on this machine.
 *
 * @public
 */
export interface ReleaseSources {
  /**
   * Finds the bare repository of a source, fetching it if it is elsewhere. A copy that is younger than `maxAgeMs`
   * (default 10 s) is not fetched again unless it lacks `commit`.
   *
   * @throws NotFoundError if there is no such repository
   * @throws ServiceUnavailableError if it is elsewhere, cannot be reached, and no copy exists
   */
  locate(
    source: ReleaseSource,
    options?: { maxAgeMs?: number; commit?: string; signal?: AbortSignal },
  ): Promise<{ gitDir: string; fetchedAt: string }>;
}
