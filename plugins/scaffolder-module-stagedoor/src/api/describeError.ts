import { isError } from '@backstage/errors';

/** What went wrong, in the words of the backend rather than those of the client. */
export function describeError(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  if (isError(cause) && cause.message) {
    return cause.message;
  }
  return isError(error) ? error.message : String(error);
}
