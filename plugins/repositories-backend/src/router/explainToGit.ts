import { toError } from '@backstage/errors';
import { ErrorRequestHandler } from 'express';

/** What a person at a git client can do something about. Anything else is for the common error handling. */
const statuses: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  GitTooLargeError: 413,
  ServiceUnavailableError: 503,
};

const retryAfterSeconds = '5';

/**
 * Answers errors as plain text, the only form of which git shows its user more than the status.
 */
export const explainToGit: ErrorRequestHandler = (error, _req, res, next) => {
  const { name, message } = toError(error);
  if (res.headersSent) {
    // Half an answer must not look like a whole one.
    res.destroy();
    return;
  }
  res.removeHeader('Content-Type');
  const status = statuses[name];
  if (status === undefined) {
    next(error);
    return;
  }
  if (status === 401) {
    // Without this header git would not ask for a password.
    res.setHeader(
      'WWW-Authenticate',
      'Basic realm="Stagedoor: any name, and a token as password", charset="UTF-8"',
    );
  }
  if (status === 503) {
    res.setHeader('Retry-After', retryAfterSeconds);
  }
  res.status(status).type('text/plain').send(`${message}\n`);
};
