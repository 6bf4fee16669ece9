import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assertRef,
  commitDirectory,
  createBareRepository,
  GitError,
  GitTimeoutError,
  runGit,
} from '@stagedoor/git';
import { ServiceUnavailableError } from '@backstage/errors';
import { NewRepository } from './RepositoryHost';
import { addTaskTrailer } from './taskTrailer';

/** A repository of a forge, and how to sign in to it. */
export interface ForgeRemote {
  url: string;
  username: string;
  password: string;
}

/**
 * Pushes a directory as the first commit of a branch, unless the branch is there already.
 *
 * Git is used rather than the forges' own commit calls because one push is atomic, knows no limit of files, keeps
 * executable bits and binary files as they are, and is the same for every forge.
 *
 * @returns the commit at the tip of the branch
 */
export async function pushFirstCommit(
  remote: ForgeRemote,
  repository: NewRepository,
  signal?: AbortSignal,
): Promise<string> {
  const present = await readRemoteBranch(remote, repository.branch, signal);
  if (present) {
    return present;
  }
  const gitDir = await mkdtemp(join(tmpdir(), 'stagedoor-push-'));
  try {
    await createBareRepository(gitDir, { defaultBranch: repository.branch });
    const commit = await commitDirectory(
      gitDir,
      repository.directory,
      {
        branch: repository.branch,
        message: addTaskTrailer(repository.message, repository.taskId),
        author: repository.author,
      },
      { signal },
    );
    const ref = `refs/heads/${repository.branch}`;
    await runRemote(remote, ['push', '--quiet', '--'], [`${ref}:${ref}`], {
      gitDir,
      signal,
    });
    return commit;
  } finally {
    await rm(gitDir, { recursive: true, force: true });
  }
}

/** Reads the tip of a branch of a forge's repository; nothing if there is no such branch. */
export async function readRemoteBranch(
  remote: ForgeRemote,
  branch: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  assertRef(branch);
  const output = await runRemote(
    remote,
    ['ls-remote', '--'],
    [`refs/heads/${branch}`],
    { signal },
  );
  return /^([0-9a-f]{40,64})\t/.exec(output.toString('utf8'))?.[1];
}

async function runRemote(
  remote: ForgeRemote,
  args: string[],
  refs: string[],
  options: { gitDir?: string; signal?: AbortSignal },
): Promise<Buffer> {
  const { origin, protocol, host } = new URL(remote.url);
  const secret = Buffer.from(`${remote.username}:${remote.password}`);
  try {
    return await runGit([...args, remote.url, ...refs], {
      ...options,
      protocols: [protocol === 'http:' ? 'http' : 'https'],
      // In the environment of one process, so in no argument list, URL or file. Redirects could carry it elsewhere.
      config: {
        [`http.${origin}/.extraHeader`]: `Authorization: Basic ${secret.toString('base64')}`,
        'http.followRedirects': 'false',
        'http.lowSpeedLimit': '1',
        'http.lowSpeedTime': '30',
      },
      timeoutMs: 120_000,
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof GitError || error instanceof GitTimeoutError) {
      throw new ServiceUnavailableError(
        `The repository is there, but ${host} did not take its files: ${error.message}. Retry this task: it continues with the same repository.`,
      );
    }
    throw error;
  }
}
