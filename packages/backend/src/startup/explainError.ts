import { isError } from '@backstage/errors';

/** What the system means by its shorthand, and what to do about it. */
const EXPLANATIONS: [
  pattern: RegExp,
  explain: (match: RegExpExecArray) => string,
][] = [
  [
    /EADDRINUSE.*?:(\d+)\b/,
    ([, port]) =>
      `Port ${port} is taken by another program: stop it, or set backend.listen.port to a free one.`,
  ],
  [
    /listen EACCES.*?:(\d+)\b/,
    ([, port]) =>
      `Port ${port} may not be used by this account: set backend.listen.port to one above 1023.`,
  ],
  [
    /(?:connect ECONNREFUSED|connect ETIMEDOUT|connect EHOSTUNREACH) (\S+:\d+)/,
    ([, address]) =>
      `Nothing answers at ${address}: is PostgreSQL running there? Its address is backend.database.connection.`,
  ],
  [
    /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)/,
    ([, host]) =>
      `The host name '${host}' is unknown: check backend.database.connection.`,
  ],
  [
    /password authentication failed for user "([^"]*)"/,
    ([, user]) =>
      `PostgreSQL refused the password of '${user}': check backend.database.connection.`,
  ],
  [
    /^timeout expired$|Timeout acquiring a connection|terminated due to connection timeout/,
    () =>
      'PostgreSQL does not answer in time: check backend.database.connection.',
  ],
  [
    /permission denied to create database/,
    () =>
      'The PostgreSQL user may not create databases: give it CREATEDB, or set backend.database.pluginDivisionMode to schema.',
  ],
  [
    /sorry, too many clients already|remaining connection slots are reserved/,
    () =>
      'PostgreSQL has no connection left: raise its max_connections, or lower backend.database.knexConfig.pool.max.',
  ],
  [/ENOSPC/, () => 'The disk is full: make room and start again.'],
];

/**
 * The framework's preambles, which name services that mean nothing to an operator. Each repeats what it
 * wraps, so removing them loses nothing.
 */
const PREAMBLE =
  /^(?:Failed to instantiate service '[^']*'(?: for '[^']*')? because (?:the factory function|createRootContext|the default factory loader) threw an error, |Feature loader .*? failed; caused by |\w*Error: |error: )/;

/** One error as a sentence that says what to do where that is known. */
export function explainError(error: unknown): string {
  const message = readMessage(error);
  for (const [pattern, explain] of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match) {
      return explain(match);
    }
  }
  return message;
}

function readMessage(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const issues = readIssues(error);
  if (issues) {
    return issues;
  }
  if (error instanceof AggregateError && error.errors.length > 0) {
    // Node tries every address of a name, and leaves the message of the sum of them empty.
    return readMessage(error.errors[0]);
  }
  return stripPreambles(error.message || error.name);
}

function stripPreambles(message: string): string {
  const stripped = message.replace(PREAMBLE, '');
  return stripped === message ? message.trim() : stripPreambles(stripped);
}

/** The paths and messages of a zod error, whichever version of zod it comes from. */
function readIssues(error: Error & { issues?: unknown }): string | undefined {
  if (!Array.isArray(error.issues) || error.issues.length === 0) {
    return undefined;
  }
  return error.issues
    .map(({ path, message }) =>
      Array.isArray(path) && path.length > 0
        ? `${path.join('.')}: ${message}`
        : String(message),
    )
    .join('; ');
}
