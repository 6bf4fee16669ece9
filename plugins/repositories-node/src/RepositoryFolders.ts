import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConflictError,
  ForwardedError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { asidePrefixes, removeLeftovers } from './removeLeftovers';

const suffix = '.git';

/**
 * One folder of bare repositories, in which a repository appears and disappears in one step.
 */
export class RepositoryFolders {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /** Makes the folder if it is missing, and clears what interrupted runs left in it. */
  static async create(root: string): Promise<RepositoryFolders> {
    await mkdir(root, { recursive: true });
    await removeLeftovers(root);
    return new RepositoryFolders(root);
  }

  /** Where a repository is, or would be. */
  pathOf(name: string): string {
    return join(this.#root, `${name}${suffix}`);
  }

  /**
   * Lists the names of the repositories.
   *
   * @throws ServiceUnavailableError if the folder is gone: a disk that is not mounted is not an empty store
   */
  async list(): Promise<string[]> {
    const entries = await readdir(this.#root).catch(error => {
      throw this.#unavailable(error);
    });
    return entries
      .filter(entry => entry.endsWith(suffix) && !entry.startsWith('.'))
      .map(entry => entry.slice(0, -suffix.length))
      .sort();
  }

  async has(name: string): Promise<boolean> {
    try {
      await access(this.pathOf(name));
      return true;
    } catch {
      await access(this.#root).catch(error => {
        throw this.#unavailable(error);
      });
      return false;
    }
  }

  /**
   * Builds a repository aside and moves it into place.
   *
   * @throws ConflictError if somebody else did so first
   */
  async add(
    name: string,
    build: (gitDir: string) => Promise<void>,
  ): Promise<void> {
    const aside = await mkdtemp(join(this.#root, asidePrefixes.building));
    try {
      await build(aside);
      await rename(aside, this.pathOf(name));
    } catch (error) {
      if (isOccupied(error)) {
        throw new ConflictError(
          `There is already a repository named '${name}'`,
        );
      }
      throw error;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  /** Removes a repository if it is there. */
  async remove(name: string): Promise<void> {
    const aside = await mkdtemp(join(this.#root, asidePrefixes.removed));
    try {
      await rename(this.pathOf(name), join(aside, 'repository'));
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) {
        throw error;
      }
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  #unavailable(cause: unknown): Error {
    return new ServiceUnavailableError(
      `The folder of repositories '${this.#root}' cannot be read`,
      new ForwardedError('Unreadable folder', cause),
    );
  }
}

// Renaming a directory onto one that is not empty fails with either, depending on the file system.
function isOccupied(error: unknown): boolean {
  return hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST');
}

function hasCode(error: unknown, code: string): boolean {
  return isError(error) && error.code === code;
}
