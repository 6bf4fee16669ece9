import { opendir, stat } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/**
 * Finds the files that a repository is made of.
 *
 * @throws InputError if there are none. A recovered task that has lost its workspace would otherwise make an empty
 * repository.
 */
export async function findSourceDirectory(
  workspacePath: string,
  sourcePath: string,
): Promise<string> {
  const directory = resolveSafeChildPath(workspacePath, sourcePath);
  const stats = await stat(directory).catch(() => undefined);
  if (!stats?.isDirectory()) {
    throw new InputError(
      `sourcePath: the workspace has no directory '${sourcePath}'`,
    );
  }
  const entries = await opendir(directory);
  const first = await entries.read();
  await entries.close();
  if (!first) {
    throw new InputError(
      `sourcePath: the directory '${sourcePath}' of the workspace is empty, so there is nothing to put into a repository. If this task was interrupted, start the template again.`,
    );
  }
  return directory;
}
