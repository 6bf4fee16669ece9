import { access, mkdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { fetchMirror } from '@stagedoor/git';
import { MirrorConfig } from './config';
import { removeLeftovers } from './removeLeftovers';

/** The copies of repositories that live elsewhere. */
export class MirrorFolders {
  readonly #root: string;
  readonly #mirrors: ReadonlyMap<string, MirrorConfig>;
  readonly #errors = new Map<string, string>();

  private constructor(
    root: string,
    mirrors: ReadonlyMap<string, MirrorConfig>,
  ) {
    this.#root = root;
    this.#mirrors = mirrors;
  }

  static async create(
    root: string,
    mirrors: ReadonlyMap<string, MirrorConfig>,
  ): Promise<MirrorFolders> {
    await mkdir(root, { recursive: true });
    await removeLeftovers(root);
    return new MirrorFolders(root, mirrors);
  }

  list(): MirrorConfig[] {
    return [...this.#mirrors.values()];
  }

  has(name: string): boolean {
    return this.#mirrors.has(name);
  }

  /** Whether there is a copy to read from yet. */
  async isFetched(name: string): Promise<boolean> {
    return access(this.#pathOf(name)).then(
      () => true,
      () => false,
    );
  }

  /**
   * Finds the copy.
   *
   * @throws ServiceUnavailableError as long as there is none
   */
  async locate(name: string): Promise<string> {
    if (!(await this.isFetched(name))) {
      throw new ServiceUnavailableError(
        `The mirror '${name}' has not been fetched yet: ${
          this.#errors.get(name) ?? 'its first fetch is still under way'
        }`,
      );
    }
    return this.#pathOf(name);
  }

  /** How fresh the copy is, and what went wrong the last time. */
  async readStatus(
    name: string,
  ): Promise<{ fetchedAt?: string; error?: string }> {
    const head = await stat(this.#headOf(name)).catch(() => undefined);
    return {
      fetchedAt: head?.mtime.toISOString(),
      error: this.#errors.get(name),
    };
  }

  /** Renews the copy. When that fails the older copy stays, and the reason is remembered. */
  async fetch(name: string, signal?: AbortSignal): Promise<void> {
    const mirror = this.#mirrors.get(name);
    if (!mirror) {
      return;
    }
    try {
      await fetchMirror(this.#pathOf(name), mirror, { signal });
      const now = new Date();
      await utimes(this.#headOf(name), now, now);
      this.#errors.delete(name);
    } catch (error) {
      this.#errors.set(name, toError(error).message);
      throw error;
    }
  }

  #pathOf(name: string): string {
    return join(this.#root, `${name}.git`);
  }

  #headOf(name: string): string {
    return join(this.#pathOf(name), 'HEAD');
  }
}
