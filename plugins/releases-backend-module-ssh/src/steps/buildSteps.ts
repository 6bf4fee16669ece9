import { ServiceUnavailableError } from '@backstage/errors';
import { StepContext, StepResult } from '@stagedoor/plugin-releases-node';
import { computeBuildKey } from '../build/buildKey';
import { checkOut } from '../build/checkOut';
import { endLeftBuild, runBuild } from '../build/runBuild';
import { Workspace, WorkspaceState } from '../build/Workspace';
import { selectFiles } from '../packages/selectFiles';
import { writePackage } from '../packages/writePackage';
import { EngineParts } from './EngineParts';
import { findPackage, recordPackage } from './findPackage';
import { formatBytes } from './format';

/** Checks the commit out, unless the same build was packed before. */
export async function runCheckOut(
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  if (await reusePackage(context, parts)) {
    return { detail: 'Built before' };
  }
  await bringToState(context, parts, 'checked out');
  return { detail: context.plan.version.commit.slice(0, 12) };
}

/** Runs the commands of the build. */
export async function runBuildStep(
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  if (await reusePackage(context, parts)) {
    return { detail: 'Built before' };
  }
  await bringToState(context, parts, 'built');
  return {};
}

/** Packs what was built and keeps the package. */
export async function runPackage(
  context: StepContext,
  parts: EngineParts,
): Promise<StepResult> {
  const { plan, log, signal } = context;
  const found =
    (await reusePackage(context, parts)) ??
    (await (async () => {
      const state = await bringToState(context, parts, 'built');
      const workspace = openWorkspace(context, parts);
      const directory = workspace.folderOf(plan);
      const entries = await selectFiles(directory, plan.build.package);
      const size = entries.reduce((sum, entry) => sum + entry.size, 0);
      log.note(
        `Packing ${entries.length} files and folders, ${formatBytes(size)}`,
      );
      const written = await parts.store.put(
        target =>
          writePackage(
            { directory, entries, time: state.time },
            target,
            signal,
          ),
        // Every entry has headers and a last block beside its bytes.
        size + entries.length * 2048,
      );
      await context.packages.record(computeBuildKey(plan), written);
      return written;
    })());
  await recordPackage(context, found);
  await openWorkspace(context, parts).remove();
  log.note(`Package ${found.digest}, ${formatBytes(found.bytes)}`);
  return { detail: formatBytes(found.bytes) };
}

/** The folder in which a release is built. */
export function openWorkspace(
  context: Pick<StepContext, 'release'>,
  parts: EngineParts,
): Workspace {
  return new Workspace(parts.config.dataDirectory, context.release);
}

async function reusePackage(context: StepContext, parts: EngineParts) {
  const found =
    (await findPackage(context)) ??
    (await context.packages.find(computeBuildKey(context.plan)));
  if (!found || !(await parts.store.verify(found.digest))) {
    return undefined;
  }
  await context.packages.record(computeBuildKey(context.plan), found);
  return found;
}

/** Does what is missing: after a crash the workspace may be on the disk of another replica. */
async function bringToState(
  context: StepContext,
  parts: EngineParts,
  wanted: 'checked out' | 'built',
): Promise<WorkspaceState> {
  const { plan, log, signal } = context;
  const workspace = openWorkspace(context, parts);
  let state = await workspace.readState();
  // A build that was cut short has left a workspace in which nothing can be relied on.
  const isUsable =
    state?.commit === plan.version.commit &&
    (state.built || (wanted === 'built' && context.attempt === 1));
  if (!state || !isUsable) {
    if (context.attempt > 1) {
      // It would write into the fresh checkout.
      await endLeftBuild(workspace);
    }
    log.note(`Checking out ${plan.version.commit}`);
    // Whoever watches sees it before git is started, which holds up this process for a moment.
    await log.flush();
    state = await checkOut(plan, { workspace, sources: parts.sources, signal });
  }
  if (wanted === 'built' && !state.built) {
    await runBuild(context, { workspace, config: parts.config });
    state = { ...state, built: true };
    await workspace.writeState(state).catch(error => {
      throw new ServiceUnavailableError(
        `The workspace cannot be written: ${error.message}`,
      );
    });
  }
  return state;
}
