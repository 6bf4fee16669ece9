import { isError } from '@backstage/errors';

/** What kind of no it was, and what the backend said. */
export function describeError(error: unknown): {
  kind: 'denied' | 'absent' | 'conflict' | 'other';
  message: string;
} {
  if (!isError(error)) {
    return { kind: 'other', message: String(error) };
  }
  const cause = isError(error.cause) ? error.cause : error;
  return { kind: kindOf(cause.name), message: cause.message };
}

function kindOf(name: string) {
  switch (name) {
    case 'NotAllowedError':
      return 'denied';
    case 'NotFoundError':
      return 'absent';
    case 'ConflictError':
      return 'conflict';
    default:
      return 'other';
  }
}
