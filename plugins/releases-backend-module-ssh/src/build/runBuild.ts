import { parseDuration } from '@stagedoor/plugin-releases-common';
import { ReleaseFailure, StepContext } from '@stagedoor/plugin-releases-node';
import { SshEngineConfig } from '../config';
import { describeRelease } from '../steps/releaseVariables';
import { endProcesses } from './endProcesses';
import { runCommand } from './runCommand';
import { Workspace } from './Workspace';

const markName = 'STAGEDOOR_BUILD';

/** Ends what a worker that was killed may have left running in this very folder. */
export async function endLeftBuild(workspace: Workspace): Promise<void> {
  await endProcesses({ variable: `${markName}=${workspace.directory}` });
}

/**
 * Runs the commands of a build, one after the other, in a checkout.
 *
 * @throws ReleaseFailure if one fails, or all together take too long or print too much
 */
export async function runBuild(
  context: StepContext,
  options: { workspace: Workspace; config: SshEngineConfig },
): Promise<void> {
  const { plan, log, signal } = context;
  const { workspace, config } = options;
  const mark = workspace.directory;
  const variable = `${markName}=${mark}`;
  await endLeftBuild(workspace);

  const environment = {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: workspace.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    ...context.resolveVariables(plan.build.environment),
    ...describeRelease(context),
    [markName]: mark,
  };
  const limitMs = parseDuration(plan.build.timeout);
  const timeout = new AbortController();
  const timer = setTimeout(
    () =>
      timeout.abort(
        new ReleaseFailure(
          `The build took longer than ${plan.build.timeout} and was stopped; make it faster or raise build.timeout`,
        ),
      ),
    limitMs,
  );
  let printed = 0;
  const count = (bytes: number) => {
    printed += bytes;
    if (printed > config.buildOutputLimit) {
      throw new ReleaseFailure(
        `The build printed more than ${config.buildOutputLimit} bytes and was stopped; make it quieter`,
      );
    }
  };
  const sandbox = config.buildSandbox.map(word =>
    word.replaceAll('{workspace}', workspace.directory),
  );
  try {
    for (const command of plan.build.run) {
      log.command(command);
      const output = { out: log.output('out'), err: log.output('err') };
      try {
        await runCommand({
          command,
          sandbox,
          folder: workspace.folderOf(plan),
          environment,
          mark: variable,
          output,
          count,
          timeout: timeout.signal,
          signal,
        });
      } finally {
        output.out.end();
        output.err.end();
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
