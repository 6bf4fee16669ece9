import { GitProcessOptions } from './environment';
import { GitTooLargeError } from './errors';
import { GitBounds, spawnGit } from './spawnGit';

/**
 * One git command whose whole output is wanted.
 *
 * @public
 */
export interface GitCommand extends GitProcessOptions, GitBounds {
  /** Written to git's standard input. */
  input?: string | Buffer;
  /** Stops git when it writes more than this. Defaults to 16 MiB. */
  maxOutputBytes?: number;
}

const defaultMaxOutputBytes = 16 * 1024 * 1024;

/**
 * Runs git to its end and returns what it wrote.
 *
 * @public
 */
export async function runGit(
  args: readonly string[],
  command: GitCommand,
): Promise<Buffer> {
  const { child, finished, stop } = spawnGit(args, command);
  const maxOutputBytes = command.maxOutputBytes ?? defaultMaxOutputBytes;
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxOutputBytes) {
      stop(
        new GitTooLargeError(
          `git ${args[0]} wrote more than ${maxOutputBytes} bytes and was stopped`,
        ),
      );
    } else {
      chunks.push(chunk);
    }
  });
  child.stdin.end(command.input);
  await finished;
  return Buffer.concat(chunks);
}
