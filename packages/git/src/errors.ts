import { CustomErrorBase } from '@backstage/errors';

/**
 * Git ran and said no. The message holds what git wrote to its error stream.
 *
 * @public
 */
export class GitError extends CustomErrorBase {
  name = 'GitError' as const;

  /** The exit code, or null when a signal ended the process. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Git did not finish in the time it was given and was stopped.
 *
 * @public
 */
export class GitTimeoutError extends CustomErrorBase {
  name = 'GitTimeoutError' as const;
}

/**
 * Git, or the person at the other end of it, produced more than was allowed and was stopped.
 *
 * @public
 */
export class GitTooLargeError extends CustomErrorBase {
  name = 'GitTooLargeError' as const;
}
