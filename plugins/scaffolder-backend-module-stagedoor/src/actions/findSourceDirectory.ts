import { opendir } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/**
 * Finds the files that a repository is made of.
 *
 * @throws InputError if there are none. A retried or recovered task that has lost its workspace would otherwise make an
 * empty repository.
 */
export async function findSourceDirectory(
  workspacePath: string,
  sourcePath: string,
): Promise<string> {
  const directory = resolveSafeChildPath(workspacePath, sourcePath);
  if (!(await hasEntries(directory))) {
    throw new InputError(
      `sourcePath: the workspace has no files in '${sourcePath}', so there is nothing to put into a repository. If this task was interrupted or retried, its workspace is gone: start the template again.`,
    );
  }
  return directory;
}

async function hasEntries(path: string): Promise<boolean> {
  const directory = await opendir(path).catch(() => undefined);
  const first = await directory?.read();
  await directory?.close();
  return Boolean(first);
}
