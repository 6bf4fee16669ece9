import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertRef } from './names';
import { createBareRepository } from './createRepository';
import { GitError } from './errors';
import { keepEverything } from './keepEverything';
import { describeSignIn, readRemoteProtocol, Remote } from './remote';
import { GitCommand, runGit } from './runGit';
import { GitBounds } from './spawnGit';
import { withinSize } from './watchSize';

/** @public */
export interface MirrorBounds extends GitBounds {
  /** Stops when the copy grows larger than this. */
  maxBytes?: number;
}

/**
 * Copies the branches and tags of another repository into a bare repository, and forgets those that it no longer has.
 * Their commits stay.
 *
 * The first copy is built aside and moved into place when it is whole, so that nobody ever reads half of it.
 *
 * @public
 */
export async function fetchMirror(
  gitDir: string,
  remote: Remote & { branch?: string },
  { maxBytes, ...bounds }: MirrorBounds = {},
): Promise<void> {
  const fetchWithin = async (into: string) =>
    withinSize(into, { maxBytes, signal: bounds.signal }, async signal =>
      fetchInto(into, remote, { ...bounds, signal }),
    );
  if (await exists(gitDir)) {
    await fetchWithin(gitDir);
    return;
  }
  const aside = await mkdtemp(
    join(dirname(gitDir), `.building-${basename(gitDir)}-`),
  );
  try {
    await createBareRepository(aside, { defaultBranch: 'main' }, bounds);
    await fetchWithin(aside);
    await rename(aside, gitDir);
  } catch (error) {
    // Another process may have been faster; its copy is as good.
    if (!(await exists(gitDir))) {
      throw error;
    }
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function fetchInto(
  gitDir: string,
  remote: Remote & { branch?: string },
  bounds: GitBounds,
): Promise<void> {
  const protocol = readRemoteProtocol(remote.url);
  const { config, environment } = describeSignIn(remote);
  const command = {
    gitDir,
    protocols: [protocol],
    timeoutMs: 300_000,
    // With a commit graph a long history is counted and paged through ten times as fast. Small fetches keep objects
    // packed, so that the size of the copy can be told from its packs.
    config: {
      'fetch.writeCommitGraph': 'true',
      'fetch.unpackLimit': '1',
      ...keepEverything,
      ...config,
    },
    environment,
    ...bounds,
  };
  // Whoever configured a path of this machine vouches for it, whichever user owns it.
  const uploadPack =
    protocol === 'file'
      ? ['--upload-pack=git -c safe.directory=* upload-pack']
      : [];
  const branch =
    remote.branch ??
    (await readRemoteDefaultBranch(remote.url, command, uploadPack));
  await runGit(
    [
      'fetch',
      '--quiet',
      '--prune',
      '--force',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      ...uploadPack,
      '--end-of-options',
      remote.url,
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
    ],
    command,
  );
  if (branch) {
    assertRef(branch);
    await runGit(['symbolic-ref', 'HEAD', `refs/heads/${branch}`], {
      gitDir,
      ...bounds,
    });
  }
}

async function readRemoteDefaultBranch(
  url: string,
  command: GitCommand,
  options: string[],
): Promise<string | undefined> {
  const output = await runGit(
    ['ls-remote', '--symref', ...options, '--end-of-options', url, 'HEAD'],
    command,
  );
  const match = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(
    output.toString('utf8'),
  );
  if (!match && output.length === 0) {
    return undefined;
  }
  if (!match) {
    throw new GitError(
      'The repository does not say which branch is its default; configure one',
      null,
    );
  }
  return match[1];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
