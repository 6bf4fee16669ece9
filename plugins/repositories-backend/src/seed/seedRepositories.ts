import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import { readSeedFile, seedFileName } from './readSeedFile';

const firstDate = Date.parse('2026-10-01T08:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes a repository of each sub-folder for which there is none yet. Author and dates are fixed, so every replica would
 * make the same commits, and whichever is first does.
 */
export async function seedRepositories(options: {
  folders: readonly string[];
  author: { name: string; email: string };
  repositories: RepositoriesService;
  logger: LoggerService;
}): Promise<void> {
  const { author, repositories, logger } = options;
  for (const folder of options.folders) {
    for (const name of await listFolders(folder)) {
      try {
        if (!(await repositories.find(name))) {
          await seedRepository(name, join(folder, name), author, repositories);
          logger.info(`Made the repository '${name}' from ${folder}`);
        }
      } catch (error) {
        // Another replica was faster, or this folder cannot become a repository; neither concerns the others.
        if (toError(error).name !== ConflictError.name) {
          logger.error(
            `Could not make a repository from ${join(folder, name)}`,
            toError(error),
          );
        }
      }
    }
  }
}

async function seedRepository(
  name: string,
  directory: string,
  author: { name: string; email: string },
  repositories: RepositoriesService,
): Promise<void> {
  const seed = await readSeedFile(directory);
  const commits = seed.history.map((commit, index) => ({
    ...commit,
    date: new Date(commit.date ?? firstDate + index * dayMs),
  }));
  const last = commits[commits.length - 1];
  await repositories.create({
    name,
    directory,
    description: seed.description,
    author: last.author ?? author,
    message: last.message,
    tag: last.tag,
    date: last.date,
    exclude: [seedFileName],
    history: commits.slice(0, -1).map(commit => ({ author, ...commit })),
  });
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => entry.name)
    .sort();
}
