import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { endProcesses } from './endProcesses';

/** How one command of a build is run. */
export interface BuildCommand {
  /** For the shell. */
  command: string;
  /** Comes before the shell. */
  sandbox: readonly string[];
  folder: string;
  environment: Readonly<Record<string, string>>;
  /** The variable of the environment, `NAME=value`, by which its processes are found again. */
  mark: string;
  output: { out: Writable; err: Writable };
  /** Told about every piece of output; throws to stop the command. */
  count(bytes: number): void;
  /** Aborted when the time of the build is over. */
  timeout: AbortSignal;
  signal: AbortSignal;
}

/**
 * Runs one command of a build in a session of its own. When it returns, nothing that the command has started runs any
 * more, however it ended.
 *
 * @throws ReleaseFailure if it fails, takes too long or prints too much
 * @throws the reason of the signal
 */
export async function runCommand(build: BuildCommand): Promise<void> {
  build.signal.throwIfAborted();
  build.timeout.throwIfAborted();
  const [program, ...words] = [
    ...build.sandbox,
    '/bin/sh',
    '-c',
    build.command,
  ];
  const child = spawn(program, words, {
    cwd: build.folder,
    env: { ...build.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = new AbortController();
  const signals = AbortSignal.any([build.signal, build.timeout, stop.signal]);
  const onAbort = () => killGroup(child);
  signals.addEventListener('abort', onAbort, { once: true });
  const outputs = [
    passOn(child.stdout, build.output.out, build, stop),
    passOn(child.stderr, build.output.err, build, stop),
  ];
  try {
    const code = await waitForEnd(child);
    const left = await endProcesses({
      variable: build.mark,
      session: child.pid,
    });
    await Promise.all(outputs);
    build.signal.throwIfAborted();
    stop.signal.throwIfAborted();
    build.timeout.throwIfAborted();
    if (code !== 0) {
      throw new ReleaseFailure(
        `The build failed: '${shorten(build.command)}' ended with ${code}`,
      );
    }
    if (left > 0) {
      build.output.err.write(
        `Stopped ${left} ${left === 1 ? 'process' : 'processes'} that the command left running\n`,
      );
    }
  } finally {
    signals.removeEventListener('abort', onAbort);
    killGroup(child);
    await endProcesses({ variable: build.mark, session: child.pid });
  }
}

/** Waits until the shell itself has ended; what it left behind may still hold the output. */
async function waitForEnd(child: ChildProcess): Promise<number | string> {
  try {
    const [code, signal] = await once(child, 'exit');
    return code ?? signal;
  } catch (error) {
    throw new ReleaseFailure(
      `The build could not start: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function passOn(
  stream: Readable,
  target: Writable,
  build: BuildCommand,
  stop: AbortController,
): Promise<void> {
  try {
    for await (const chunk of stream) {
      build.count(chunk.length);
      if (!target.write(chunk)) {
        await once(target, 'drain');
      }
    }
  } catch (error) {
    stop.abort(error);
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function shorten(command: string): string {
  const [line] = command.split('\n');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
