import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GitError, GitTooLargeError } from './errors';
import { keepEverything } from './keepEverything';
import { GitBounds, spawnGit } from './spawnGit';

/**
 * What a git client asks for: `upload-pack` to clone or fetch, `receive-pack` to push.
 *
 * @public
 */
export type GitService = 'upload-pack' | 'receive-pack';

/** @public */
export interface ServeOptions extends GitBounds {
  gitDir: string;
  service: GitService;
  /** The protocol version that the client offered, as in its `Git-Protocol` header. */
  protocol?: string;
}

/**
 * Writes the refs of a repository as the first answer of git's smart HTTP protocol.
 *
 * @public
 */
export async function advertiseRefs(
  options: ServeOptions & { output: Writable },
): Promise<void> {
  const announcement = `# service=git-${options.service}\n`;
  const length = (announcement.length + 4).toString(16).padStart(4, '0');
  options.output.write(`${length}${announcement}0000`);
  const { child, finished } = startService(options, ['--advertise-refs']);
  child.stdin.end();
  await Promise.all([pipeline(child.stdout, options.output), finished]);
}

/**
 * Carries one exchange of git's smart HTTP protocol: the client's request goes in, git's answer comes out. The caller
 * ends the output, once it has done what has to be done before the client may go on.
 *
 * Rejects only while nothing is lost by it or when the answer was cut; a refusal that git explained to the client in
 * its own words is an answer like any other.
 *
 * @public
 */
export async function serveExchange(
  options: ServeOptions & {
    input: Readable;
    output: Writable;
    /** Stops the exchange when the client sends more than this. */
    maxInputBytes: number;
  },
): Promise<void> {
  const { input, output } = options;
  const { child, finished, stop } = startService(options, []);

  const limited = limitBytes(options.maxInputBytes).on('error', stop);
  input.on('error', stop);
  input.pipe(limited).pipe(child.stdin);
  // Git may answer before it has read everything. The rest is drained, because the answer travels on the same
  // connection.
  child.stdin.on('close', () => {
    input.unpipe(limited);
    input.resume();
  });

  let answered = false;
  child.stdout.once('data', () => {
    answered = true;
  });
  child.stdout.pipe(output, { end: false });
  output.on('close', () => stop(new Error('The client went away')));

  try {
    await finished;
  } catch (error) {
    if (!(error instanceof GitError) || !answered) {
      throw error;
    }
  }
}

function startService(options: ServeOptions, flags: string[]) {
  return spawnGit(
    [options.service, '--stateless-rpc', ...flags, '--', options.gitDir],
    {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      environment: options.protocol ? { GIT_PROTOCOL: options.protocol } : {},
      config: {
        'safe.directory': options.gitDir,
        'uploadpack.allowFilter': 'true',
        'uploadpack.allowReachableSHA1InWant': 'true',
        // What was pushed stays: a version that was released must be there when somebody rolls back to it.
        'receive.denyNonFastForwards': 'true',
        'receive.denyDeleteCurrent': 'refuse',
        ...keepEverything,
        // Refuses trees that would write outside a checkout (`..`, `.git`) on the machines of those who clone them.
        'receive.fsckObjects': 'true',
      },
    },
  );
}

function limitBytes(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      size += chunk.length;
      if (size > maxBytes) {
        callback(
          new GitTooLargeError(
            `The push is larger than the ${maxBytes} bytes that are allowed`,
          ),
        );
      } else {
        callback(null, chunk);
      }
    },
  });
}
