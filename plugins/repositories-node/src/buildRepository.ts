import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  commitDirectory,
  createBareRepository,
  createTag,
} from '@stagedoor/git';
import { CreateRepositoryOptions, EarlierCommit } from './RepositoriesService';

/** Fills a new bare repository with the history and the files it is to start with. */
export async function buildRepository(
  gitDir: string,
  options: CreateRepositoryOptions,
): Promise<void> {
  const branch = options.defaultBranch ?? 'main';
  await createBareRepository(gitDir, { defaultBranch: branch });
  await writeFile(join(gitDir, 'description'), options.description ?? '');

  const latest: EarlierCommit = {
    message: options.message,
    tag: options.tag,
    date: options.date,
  };
  const excluded = Object.fromEntries(
    (options.exclude ?? []).map(path => [path, null]),
  );
  let parent: string | undefined;
  for (const commit of [...(options.history ?? []), latest]) {
    parent = await commitDirectory(gitDir, options.directory, {
      branch,
      parent,
      message: commit.message,
      author: commit.author ?? options.author,
      date: commit.date,
      overrides: { ...commit.files, ...excluded },
    });
    if (commit.tag) {
      await createTag(gitDir, { name: commit.tag, commit: parent });
    }
  }
}
