import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { GitError, runGit } from '@stagedoor/git';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  ReleaseFailure,
  ReleaseSources,
} from '@stagedoor/plugin-releases-node';
import { Workspace, WorkspaceState } from './Workspace';

const timeoutMs = 10 * 60_000;

/**
 * Puts the exact commit into a fresh workspace.
 *
 * @throws ReleaseFailure if the commit or the folder is not there any more
 */
export async function checkOut(
  plan: Pick<ReleasePlan, 'source' | 'version'>,
  options: {
    workspace: Workspace;
    sources: ReleaseSources;
    signal: AbortSignal;
  },
): Promise<WorkspaceState> {
  const { workspace, sources, signal } = options;
  const { commit } = plan.version;
  const { repository, git } = plan.source;
  const { gitDir } = await sources.locate(
    { repository, git },
    { commit, signal },
  );
  await workspace.reset();
  const run = (args: string[]) =>
    runGit(args, {
      gitDir,
      signal,
      timeoutMs,
      // An index of its own: the repository is shared, and nothing in it changes.
      environment: { GIT_INDEX_FILE: join(workspace.directory, 'index') },
    });
  const time = await readCommitTime(run, commit);
  await run(['read-tree', commit]);
  await run([`--work-tree=${workspace.source}`, 'checkout-index', '--all']);
  const folder = await stat(workspace.folderOf(plan)).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new ReleaseFailure(
      `Commit ${commit.slice(0, 12)} has no folder '${plan.source.folder}', which the pipeline names under source.folder`,
    );
  }
  const state = { commit, time, built: false };
  await workspace.writeState(state);
  return state;
}

async function readCommitTime(
  run: (args: string[]) => Promise<Buffer>,
  commit: string,
): Promise<number> {
  try {
    const output = await run([
      'show',
      '--no-patch',
      '--format=%ct',
      '--end-of-options',
      `${commit}^{commit}`,
    ]);
    return Number(output.toString('utf8').trim());
  } catch (error) {
    if (isError(error) && error.name === GitError.name) {
      throw new ReleaseFailure(
        `Commit ${commit.slice(0, 12)} is not in the repository any more; release a version that is`,
      );
    }
    throw error;
  }
}
