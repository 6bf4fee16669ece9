import { isError } from '@backstage/errors';

/** Whether trying again would only bring the same answer: there is no such release, or it may not be read. */
export function isFinal(error: unknown): boolean {
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  return (
    isError(cause) &&
    ['NotFoundError', 'NotAllowedError', 'InputError'].includes(cause.name)
  );
}
