import { CustomErrorBase } from '@backstage/errors';

/** The program on the host ran and said no; nothing is uncertain. */
export class HostRefusedError extends CustomErrorBase {
  name = 'HostRefusedError' as const;

  /** `fenced`, `full`, `shared`, `missing` and so on: the first word of its answer. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether a host has said no to a change before it began with it; its disk can also be full in the middle. */
export function isRefusedUntouched(error: unknown): boolean {
  return (
    error instanceof HostRefusedError && !['full', 'write'].includes(error.code)
  );
}

/** Nobody knows how far the host came: the connection ended, or it did not answer in time. */
export class ContactLostError extends CustomErrorBase {
  name = 'ContactLostError' as const;
}

/** A command of the pipeline ended with another code than 0, or took too long. */
export class CommandFailedError extends CustomErrorBase {
  name = 'CommandFailedError' as const;
}
