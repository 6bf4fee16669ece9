import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createGitEnvironment, GitProcessOptions } from './environment';
import { GitError, GitTimeoutError } from './errors';

/**
 * Bounds of one git process.
 *
 * @public
 */
export interface GitBounds {
  /** Stops git after this time. */
  timeoutMs?: number;
  /** Stops git when aborted. */
  signal?: AbortSignal;
}

/** A running git process and the promise of its end. */
export interface GitProcess {
  child: ChildProcessWithoutNullStreams;
  /** Resolves when git succeeded; rejects with the reason when it failed or was stopped. */
  finished: Promise<void>;
  /** Stops git; `finished` rejects with this reason. */
  stop(reason: Error): void;
}

const defaultTimeoutMs = 30_000;
const graceMs = 2_000;
const maxErrorBytes = 8_192;

/**
 * Starts the system's git with an argument array, never through a shell.
 */
export function spawnGit(
  args: readonly string[],
  options: GitProcessOptions & GitBounds,
): GitProcess {
  options.signal?.throwIfAborted();
  const repository = options.gitDir ? [`--git-dir=${options.gitDir}`] : [];
  const child = spawn('git', [...repository, ...args], {
    env: createGitEnvironment(options),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own, so that ssh, packers and other children of git are stopped together with it.
    detached: true,
  });

  let stopReason: Error | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (reason: Error) => {
    if (stopReason || child.exitCode !== null) {
      return;
    }
    stopReason = reason;
    killGroup(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), graceMs);
    killTimer.unref();
  };

  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const timer = setTimeout(
    () =>
      stop(
        new GitTimeoutError(
          `git ${args[0]} took longer than ${timeoutMs} ms and was stopped`,
        ),
      ),
    timeoutMs,
  );
  const onAbort = () => stop(toError(options.signal?.reason));
  options.signal?.addEventListener('abort', onAbort, { once: true });

  let errorText = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errorText = (errorText + chunk).slice(0, maxErrorBytes);
  });
  // Git may end before it read all of its input; how it ended says why.
  child.stdin.on('error', () => {});

  const finished = new Promise<void>((resolve, reject) => {
    child.on('error', error => {
      reject(
        'code' in error && error.code === 'ENOENT'
          ? new GitError('The program git is not installed', null)
          : error,
      );
    });
    child.on('close', code => {
      if (stopReason) {
        reject(stopReason);
      } else if (code === 0) {
        resolve();
      } else {
        reject(
          new GitError(
            `git ${args[0]} failed: ${errorText.trim() || `exit code ${code}`}`,
            code,
          ),
        );
      }
    });
  }).finally(() => {
    clearTimeout(timer);
    clearTimeout(killTimer);
    options.signal?.removeEventListener('abort', onAbort);
  });
  // Whoever awaits it gets the rejection; a caller that only watches the streams must not crash the process.
  finished.catch(() => {});

  return { child, finished, stop };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('git was aborted');
}
